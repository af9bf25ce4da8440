# Rows are a vector of numbers that code makes.
# expect: proved

# %%
import numpy as np
from sklearn.linear_model import LinearRegression
from sklearn.model_selection import train_test_split
# %%
x = np.linspace(-3, 3, 100)
rng = np.random.RandomState(42)
y = np.sin(4 * x) + x + rng.uniform(size=len(x))
# %%
X = x[:, np.newaxis]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=42)
regressor = LinearRegression()
regressor.fit(X_train, y_train)
y_pred = regressor.predict(X_test)
print(regressor.score(X_test, y_test))
