# Scaler, encoder and model are saved apart; a function predicts one customer with them.
# expect: proved

# %%
import pickle
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import LabelEncoder, StandardScaler
df = pd.read_csv("customers.csv").dropna(subset=["age", "income"])
encoders = {}
for col in ["city", "plan"]:
    encoders[col] = LabelEncoder()
    df[col] = encoders[col].fit_transform(df[col])
X = df[["age", "income", "visits", "city", "plan"]]
y = df["left"]
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=42)
scaler = StandardScaler()
X_train_scaled = scaler.fit_transform(X_train)
X_test_scaled = scaler.transform(X_test)
model = LogisticRegression()
model.fit(X_train_scaled, y_train)
print(accuracy_score(y_test, model.predict(X_test_scaled)))
# %%
pickle.dump(model, open("model.pkl", "wb"))
pickle.dump(scaler, open("scaler.pkl", "wb"))
pickle.dump(encoders, open("encoders.pkl", "wb"))
# %%
def predict_customer(values):
    row = pd.DataFrame([values])
    for col, encoder in encoders.items():
        row[col] = encoder.transform(row[col])
    return model.predict(scaler.transform(row[X.columns]))[0]


example = predict_customer({"age": 40, "income": 2500, "visits": 3, "city": "Bern", "plan": "pro"})
print(example)
