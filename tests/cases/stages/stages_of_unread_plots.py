# A function of a module that was not read, called with a model: by its name it draws, by its arguments it would judge.

# %%
from figures import plot_boundary
from sklearn.linear_model import LogisticRegression
model = LogisticRegression().fit(X, y)
plot_boundary(model, X)
judge(model, X)

# expect
# 1:4 stage reporting
