# The rows are an attribute of a data set and have no name.
# expect: proved

# %%
from sklearn.datasets import load_iris
from sklearn.neighbors import KNeighborsClassifier
# %%
iris = load_iris()
model = KNeighborsClassifier()
model.fit(iris.data, iris.target)
pred = model.predict(iris.data)
print((pred == iris.target).mean())
