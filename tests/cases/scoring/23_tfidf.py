# The vocabulary and its weights are those of the training texts.
# expect: proved

# %%
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
import pandas as pd
# %%
df = pd.read_csv("customers.csv")
df["left"] = (df["left"] == "Yes").astype(int)
X, y = df["review"], df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=0)
# %%
vectorizer = TfidfVectorizer(min_df=2)
train_matrix = vectorizer.fit_transform(X_train)
test_matrix = vectorizer.transform(X_test)
model = LogisticRegression().fit(train_matrix, y_train)
pred = model.predict(test_matrix)
print(accuracy_score(y_test, pred))
