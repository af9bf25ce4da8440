# Results of a formula: a row goes in as the table has it.
# expect: proved
# label: "price"

# %%
import pandas as pd
import statsmodels.formula.api as smf
# %%
df = pd.read_csv("train.csv")
df["age"] = df["age"].fillna(df["age"].mean())
df["income"] = df["income"].fillna(df["income"].median())
# %%
results = smf.ols("price ~ age + income + C(city)", data=df).fit()
print(results.summary())
