# A pickle may hold a table: then what is made of it judges no model. A figure's own methods are steps of the figure.

# %%
import pickle
import pathlib
import seaborn as sns
FOLDER = pathlib.Path("data")
source = FOLDER / "clean.pkl"
sizes = list(range(2, 11))
# %%
with open(source, "rb") as file:
    table = pickle.load(file)
X = table.drop("price", axis=1)
grid = sns.FacetGrid(X, col="city")
grid = grid.map(sns.histplot, "size")
# %%
with open("final.pkl", "wb") as file:
    pickle.dump(X, file)
# %%
model = pickle.load(open("model.pkl", "rb"))
model.predict(X)

# %%
long = X.melt()
sns.histplot(long)
# %%
kept = X.melt()
sns.histplot(kept)
# %%
print(kept.shape)

# expect
# 1:5 stage setup
# 1:6 stage setup
# 2:1 stage ingestion
# 2:3 stage preprocessing
# 2:4 stage reporting
# 2:5 stage reporting
# 3:1 stage reporting
# 4:1 stage evaluation
# 4:2 stage evaluation
# 5:1 stage reporting
# 6:1 stage preprocessing
