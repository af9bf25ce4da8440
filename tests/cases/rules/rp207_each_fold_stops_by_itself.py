# Each fold stops by the rows that it is then scored on: it is told, as a warning.
# %% 1
import numpy as np, pandas as pd
import lightgbm as lgb
from sklearn.model_selection import StratifiedKFold
from sklearn.metrics import roc_auc_score
train, test = pd.read_csv("train.csv"), pd.read_csv("test.csv")
feats = [c for c in train.columns if c not in ("id", "target")]
oof = np.zeros(len(train)); pred = np.zeros(len(test))
skf = StratifiedKFold(n_splits=5, shuffle=True, random_state=42)
for fold, (ti, vi) in enumerate(skf.split(train, train["target"])):
    m = lgb.LGBMClassifier(n_estimators=2000, learning_rate=0.02)
    m.fit(train.iloc[ti][feats], train.iloc[ti]["target"], eval_set=[(train.iloc[vi][feats], train.iloc[vi]["target"])], callbacks=[lgb.early_stopping(100)])
    oof[vi] = m.predict_proba(train.iloc[vi][feats])[:, 1]
    pred += m.predict_proba(test[feats])[:, 1] / skf.n_splits
print(roc_auc_score(train["target"], oof))
test["target"] = pred
test[["id", "target"]].to_csv("sub.csv", index=False)
# expect
# RP207 1:11
# quiet RP202 RP203
