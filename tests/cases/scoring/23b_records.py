# Rows as records, one dict each, for a vectorizer that was fitted to those of the training part.
# expect: proved

# %%
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df.columns = df.columns.str.lower()
df_train, df_val = train_test_split(df, test_size=0.25, random_state=0)
y_train = (df_train.left == "Yes").values
y_val = (df_val.left == "Yes").values
del df_train["left"]
del df_val["left"]
columns = ["age", "income", "visits", "city", "job"]
dict_train = df_train[columns].fillna(0).to_dict(orient="records")
dict_val = df_val[columns].fillna(0).to_dict(orient="records")
# %%
dv = DictVectorizer(sparse=False)
X_train = dv.fit_transform(dict_train)
X_val = dv.transform(dict_val)
model = LogisticRegression(max_iter=5000)
model.fit(X_train, y_train)
# %%
y_pred = model.predict_proba(X_val)[:, 1]
print(roc_auc_score(y_val, y_pred))
