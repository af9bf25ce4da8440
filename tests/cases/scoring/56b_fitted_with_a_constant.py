# A column of ones for the intercept: one row alone must get it, too.
# expect: proved
# label: "price"

# %%
import pandas as pd
import statsmodels.api as sm
# %%
df = pd.read_csv("train.csv")
df["age"] = df["age"].fillna(df["age"].mean())
# %%
X = sm.add_constant(df[["age", "visits"]])
model = sm.OLS(df["price"], X)
results = model.fit()
print(results.params)
predicted = results.predict(X)
print(((predicted - df["price"]) ** 2).mean())
