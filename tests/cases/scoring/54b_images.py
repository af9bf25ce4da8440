# Rows are images: each new row is one, laid flat.
# expect: proved

# %%
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
# %%
digits = load_digits()
images = digits.images[:600]
target = digits.target[:600]
X = images.reshape(len(images), -1) / 16.0
# %%
X_train, X_test, y_train, y_test = train_test_split(X, target, test_size=0.3, random_state=0)
model = SVC(gamma=0.05)
model.fit(X_train, y_train)
pred = model.predict(X_test)
print((pred == y_test).mean())
