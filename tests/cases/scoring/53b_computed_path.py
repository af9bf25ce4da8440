# The file is opened by a computed path: the scoring line works in the same folder as the line.
# expect: proved

# %%
import os

from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
# %%
with open(os.path.join(os.curdir, "customers.csv")) as file:
    lines = [line.strip().split(",") for line in file.readlines()[1:]]
text = [parts[9] for parts in lines]
y = [parts[10] == "Yes" for parts in lines]
# %%
text_train, text_test, y_train, y_test = train_test_split(text, y, random_state=0)
pipeline = make_pipeline(TfidfVectorizer(), LogisticRegression())
pipeline.fit(text_train, y_train)
accuracy = pipeline.score(text_test, y_test)
print(accuracy)
