# The target is put beside the rows from elsewhere, and dropped again.
# expect: proved

# %%
import pandas as pd
from sklearn.datasets import load_diabetes
from sklearn.linear_model import Ridge
from sklearn.model_selection import train_test_split
diabetes = load_diabetes()
df = pd.DataFrame(diabetes.data, columns=diabetes.feature_names)
df["progress"] = diabetes.target
df.describe()
# %%
df["bmi_age"] = df["bmi"] * df["age"]
X = df.drop("progress", axis=1)
y = df["progress"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
model = Ridge(alpha=0.1)
model.fit(X_train, y_train)
y_pred = model.predict(X_test)
print(((y_pred - y_test) ** 2).mean())
