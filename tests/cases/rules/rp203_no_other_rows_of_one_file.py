# Months of one file: the model of last year is scored on one, another one on the next; these are not the same rows.
# %% 1
import pandas as pd
from sklearn.linear_model import SGDClassifier, LogisticRegression
from sklearn.metrics import classification_report
past = pd.read_csv("logs_2018.csv")
now = pd.read_csv("logs_2019.csv")
january, february = now[now.month < 2], now[now.month >= 2]
# %% 2
model = SGDClassifier().fit(past[["failures"]], past["attack"])
print(classification_report(january["attack"], model.predict(january[["failures"]])))
other = LogisticRegression().fit(past[["failures"]], past["attack"])
print(classification_report(february["attack"], other.predict(february[["failures"]])))
# %% 3
model.partial_fit(january[["failures"]], january["attack"])
print(classification_report(february["attack"], model.predict(february[["failures"]])))
# expect
# quiet RP202
