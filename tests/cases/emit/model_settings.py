# What a model is built with is a choice: it stands in the config, under the stage that uses it.

# %% 1
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import train_test_split
X, y = [[1], [2], [3], [4]], [0, 1, 0, 1]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=42)
# %% 2
model = RandomForestClassifier(n_estimators=50, random_state=42)
model.fit(X_train, y_train)

# expect test_size: 0.25
# expect n_estimators: 50
# expect RandomForestClassifier(n_estimators=n_estimators, random_state=random_state)
# expect def train_model(
