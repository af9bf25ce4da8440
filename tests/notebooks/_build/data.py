"""Makes the data files of the example and test notebooks, always the same bytes.

Run `python tests/notebooks/_build/data.py` (numpy and pandas needed); it writes next to the notebooks.
All people, shops and machines in it are invented.
"""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd

NOTEBOOKS = Path(__file__).resolve().parents[1]
EXAMPLES = NOTEBOOKS.parents[1] / "examples"


def place(path: Path) -> Path:
    """Make the folder of a file and return the file's path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def write(frame: pd.DataFrame, path: Path, **how: object) -> None:
    """Write a frame as CSV, with Unix line ends on every system."""
    frame.to_csv(place(path), index=False, lineterminator="\n", **how)


def telco() -> None:
    """Customers of a telecom provider; blanks in TotalCharges for new ones, a few rows twice."""
    rng = np.random.default_rng(7)
    n = 1600
    internet = rng.choice(["DSL", "Fiber optic", "No"], n, p=[0.35, 0.44, 0.21])
    contract = rng.choice(["Month-to-month", "One year", "Two year"], n, p=[0.55, 0.21, 0.24])
    tenure = np.clip(rng.gamma(1.3, 22, n) + 15 * (contract == "Two year"), 0, 72).astype(int)

    def service(share: float) -> np.ndarray:
        return np.where(internet == "No", "No internet service", np.where(rng.random(n) < share, "Yes", "No"))

    extras = {
        name: service(share)
        for name, share in {
            "OnlineSecurity": 0.37, "OnlineBackup": 0.44, "DeviceProtection": 0.43,
            "TechSupport": 0.36, "StreamingTV": 0.49, "StreamingMovies": 0.5,
        }.items()
    }
    phone = rng.random(n) < 0.9
    lines = np.where(~phone, "No phone service", np.where(rng.random(n) < 0.45, "Yes", "No"))
    count = sum((column == "Yes").astype(int) for column in extras.values())
    base = np.select([internet == "Fiber optic", internet == "DSL"], [70.0, 44.0], 19.5)
    monthly = np.round(base + 5.0 * count + 4.5 * (lines == "Yes") + rng.normal(0, 1.2, n), 2)
    total = np.round(monthly * tenure * rng.normal(1.0, 0.03, n), 2)
    payment = rng.choice(
        ["Electronic check", "Mailed check", "Bank transfer (automatic)", "Credit card (automatic)"],
        n, p=[0.34, 0.23, 0.22, 0.21],
    )
    senior = (rng.random(n) < 0.16).astype(int)
    paperless = rng.random(n) < 0.59
    fiber = internet == "Fiber optic"
    risk = (
        -1.0 - 0.045 * tenure + 1.3 * (contract == "Month-to-month") - 1.1 * (contract == "Two year")
        + 0.6 * fiber + 1.6 * (fiber & (tenure < 10)) + 0.6 * (payment == "Electronic check") + 0.3 * senior
        - 0.7 * (extras["TechSupport"] == "Yes") + 0.25 * paperless - 1.2 * ((count >= 4) & (tenure > 24))
    )
    churn = rng.random(n) < 1 / (1 + np.exp(-risk))
    letters = np.array(list("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    ids = [f"{i:04d}-{''.join(rng.choice(letters, 5))}" for i in rng.permutation(np.arange(1000, 1000 + n))]

    def yes(flags: np.ndarray) -> np.ndarray:
        return np.where(flags, "Yes", "No")

    frame = pd.DataFrame({
        "customerID": ids, "gender": rng.choice(["Female", "Male"], n), "SeniorCitizen": senior,
        "Partner": yes(rng.random(n) < 0.48), "Dependents": yes(rng.random(n) < 0.3), "tenure": tenure,
        "PhoneService": yes(phone), "MultipleLines": lines, "InternetService": internet, **extras,
        "Contract": contract, "PaperlessBilling": yes(paperless), "PaymentMethod": payment,
        "MonthlyCharges": monthly, "TotalCharges": [f"{v:.2f}" if t else " " for v, t in zip(total, tenure)],
        "Churn": yes(churn),
    })
    frame.loc[rng.choice(n, 14, replace=False), "MonthlyCharges"] = np.nan
    frame.loc[rng.choice(n, 9, replace=False), "PaymentMethod"] = np.nan
    frame = pd.concat([frame, frame.iloc[[3, 250, 251, 900]]])
    write(frame, EXAMPLES / "churn/data/telco.csv")


def house_prices() -> None:
    """Sold houses, right-skewed prices, absent features written as NA."""
    rng = np.random.default_rng(11)
    n = 900
    area = np.round(rng.lognormal(7.25, 0.33, n)).astype(int)
    quality = np.clip(np.round(rng.normal(6, 1.4, n)), 1, 10).astype(int)
    built = rng.integers(1890, 2011, n)
    remodelled = np.maximum(built, np.where(rng.random(n) < 0.45, rng.integers(1950, 2011, n), built))
    sold = rng.integers(2006, 2011, n)
    hood = rng.choice(["Oldfield", "Riverside", "Millpark", "Sawyer", "Edgehill", "Brook", "Harbor"], n,
                      p=[0.22, 0.2, 0.16, 0.15, 0.13, 0.1, 0.04])
    lift = pd.Series(hood).map({"Oldfield": -0.1, "Riverside": 0.12, "Millpark": 0.03, "Sawyer": -0.06,
                                "Edgehill": 0.0, "Brook": -0.14, "Harbor": 0.35}).to_numpy()
    price = np.exp(7.1 + 0.55 * np.log(area) + 0.1 * quality + 0.0016 * (built - 1950) + lift + rng.normal(0, 0.13, n))
    cars = rng.choice([0, 1, 2, 3], n, p=[0.06, 0.3, 0.5, 0.14])
    frame = pd.DataFrame({
        "Id": np.arange(1, n + 1), "MSZoning": rng.choice(["RL", "RM", "FV"], n, p=[0.79, 0.16, 0.05]),
        "LotFrontage": np.where(rng.random(n) < 0.18, np.nan, np.round(rng.normal(70, 20, n).clip(21))),
        "LotArea": np.round(rng.lognormal(9.1, 0.4, n)).astype(int), "Neighborhood": hood,
        "OverallQual": quality, "OverallCond": rng.integers(3, 10, n), "YearBuilt": built,
        "YearRemodAdd": remodelled, "ExterQual": rng.choice(["TA", "Gd", "Ex", "Fa"], n, p=[0.6, 0.33, 0.04, 0.03]),
        "BsmtQual": rng.choice(["TA", "Gd", "Ex", "Fa", "NA"], n, p=[0.44, 0.42, 0.08, 0.03, 0.03]),
        "TotalBsmtSF": np.round(area * rng.uniform(0.4, 0.9, n)).astype(int),
        "1stFlrSF": np.round(area * 0.62).astype(int), "2ndFlrSF": np.round(area * 0.38).astype(int),
        "FullBath": rng.integers(1, 4, n), "HalfBath": rng.integers(0, 2, n),
        "BedroomAbvGr": rng.integers(1, 6, n), "KitchenQual": rng.choice(["TA", "Gd", "Ex", "Fa"], n, p=[0.5, 0.4, 0.07, 0.03]),
        "GarageType": np.where(cars == 0, "NA", rng.choice(["Attchd", "Detchd", "BuiltIn"], n)),
        "GarageCars": cars, "PoolArea": np.where(rng.random(n) < 0.006, 480, 0),
        "YrSold": sold, "SalePrice": (np.round(price / 100) * 100).astype(int),
    })
    frame.loc[[17, 401], ["1stFlrSF", "2ndFlrSF"]] = [[4676, 952], [3138, 1538]]  # two huge cheap houses
    frame.loc[[17, 401], "SalePrice"] = [184700, 160000]
    write(frame, NOTEBOOKS / "house_prices/train.csv")


def credit_scoring() -> None:
    """Loan applicants with a default flag; missing incomes, a handful of impossible ages."""
    rng = np.random.default_rng(23)
    n = 2500
    age = rng.normal(44, 13, n).clip(19, 90).astype(int)
    income = np.round(rng.lognormal(8.4, 0.5, n))
    ratio = np.round(rng.gamma(1.6, 0.22, n), 4)
    use = np.round(rng.beta(0.8, 1.7, n), 4)
    late = rng.poisson(0.25, n)
    open_lines = rng.poisson(8, n)
    risk = -3.6 + 2.4 * use + 0.9 * late + 0.5 * ratio - 0.02 * (age - 44) - 0.35 * (np.log(income) - 8.4)
    bad = (rng.random(n) < 1 / (1 + np.exp(-risk))).astype(int)
    frame = pd.DataFrame({
        "applicant_id": np.arange(100001, 100001 + n), "age": age, "monthly_income": income,
        "debt_ratio": ratio, "revolving_utilization": use, "times_late_90": late, "open_credit_lines": open_lines,
        "dependents": rng.poisson(0.8, n).astype(float), "housing": rng.choice(["own", "rent", "free"], n, p=[0.6, 0.32, 0.08]),
        "purpose": rng.choice(["car", "furniture", "education", "business", "repairs"], n), "default": bad,
    })
    frame.loc[rng.random(n) < 0.17, "monthly_income"] = np.nan
    frame.loc[rng.random(n) < 0.03, "dependents"] = np.nan
    frame.loc[[5, 812], "age"] = 0
    write(frame, NOTEBOOKS / "credit_scoring/loans.csv")


def demand_forecast() -> None:
    """Two years of daily sales in eight shops, with promotions and closed days."""
    rng = np.random.default_rng(31)
    days = pd.date_range("2022-01-01", "2023-12-31")
    rows = []
    for store in range(1, 9):
        level = rng.uniform(40, 130)
        promo = rng.random(len(days)) < 0.12
        week = np.array([0.9, 0.85, 0.9, 1.0, 1.25, 1.4, 0.7])[days.day_of_week]
        year = 1 + 0.18 * np.sin(2 * np.pi * (days.day_of_year.to_numpy() - 80) / 365)
        mean = level * week * year * np.where(promo, 1.35, 1.0) * np.linspace(1, 1.15, len(days))
        sold = rng.poisson(mean)
        closed = ((days.month == 12) & (days.day == 25)) | ((days.month == 1) & (days.day == 1))
        sold = np.where(closed, 0, sold)
        rows.append(pd.DataFrame({"date": days.strftime("%Y-%m-%d"), "store": store, "promo": promo.astype(int), "units": sold}))
    write(pd.concat(rows), NOTEBOOKS / "demand_forecast/data/sales.csv")


def customer_segments() -> None:
    """Invoice lines of a small web shop; cancellations carry a C, some customers are unknown."""
    rng = np.random.default_rng(41)
    n = 4200
    customers = rng.choice(np.arange(12000, 12420), n, p=(w := rng.pareto(1.2, 420) + 0.2) / w.sum())
    when = pd.Timestamp("2011-01-04") + pd.to_timedelta(rng.integers(0, 340 * 24 * 60, n), unit="min")
    item = rng.integers(0, 60, n)
    price = np.round(rng.lognormal(1.0, 0.7, 60), 2)
    quantity = np.maximum(1, rng.poisson(6, n))
    cancelled = rng.random(n) < 0.02
    number = 536000 + rng.integers(0, 1500, n)
    frame = pd.DataFrame({
        "InvoiceNo": np.where(cancelled, "C", "") + pd.Series(number).astype(str).to_numpy().astype(object),
        "StockCode": [f"{20000 + 7 * i}" for i in item], "Quantity": np.where(cancelled, -quantity, quantity),
        "InvoiceDate": when.strftime("%m/%d/%Y %H:%M"), "UnitPrice": price[item],
        "CustomerID": np.where(rng.random(n) < 0.06, np.nan, customers),
        "Country": rng.choice(["United Kingdom", "Germany", "France", "EIRE"], n, p=[0.86, 0.05, 0.05, 0.04]),
    })
    write(frame.sort_values("InvoiceNo", kind="stable"), NOTEBOOKS / "customer_segments/transactions.csv")


def ab_test() -> None:
    """Visitors of two versions of a checkout page; some saw both."""
    rng = np.random.default_rng(53)
    n = 3000
    group = rng.choice(["control", "treatment"], n)
    page = np.where(group == "control", "old", "new").astype(object)
    mixed = rng.random(n) < 0.012
    page[mixed] = np.where(page[mixed] == "old", "new", "old")
    bought = rng.random(n) < np.where(group == "treatment", 0.135, 0.112)
    revenue = np.where(bought, np.round(rng.gamma(2.2, 17, n) + 2.0 * (group == "treatment"), 2), 0.0)
    frame = pd.DataFrame({
        "user_id": rng.permutation(np.arange(630000, 630000 + n)),
        "timestamp": (pd.Timestamp("2024-03-01") + pd.to_timedelta(rng.integers(0, 21 * 86400, n), unit="s")).strftime("%Y-%m-%d %H:%M:%S"),
        "group": group, "landing_page": page, "converted": bought.astype(int), "revenue": revenue,
    })
    write(pd.concat([frame, frame.sample(8, random_state=1)]), NOTEBOOKS / "ab_test/data/ab_data.csv")


def log_analysis() -> None:
    """A web server's access log, with torn lines."""
    rng = np.random.default_rng(61)
    paths = ["/", "/login", "/cart", "/checkout", "/api/items", "/api/items/42", "/static/app.js", "/admin", "/search?q=shoes"]
    agents = ["Mozilla/5.0 (X11; Linux x86_64)", "Mozilla/5.0 (iPhone; CPU iPhone OS 16_0)", "curl/8.1.2", "Googlebot/2.1"]
    seconds = np.sort(rng.integers(0, 2 * 86400, 1700))
    lines = []
    for second in seconds:
        when = (pd.Timestamp("2024-05-13") + pd.Timedelta(seconds=int(second))).strftime("%d/%b/%Y:%H:%M:%S +0000")
        path = paths[rng.choice(len(paths), p=[0.2, 0.1, 0.12, 0.06, 0.18, 0.1, 0.16, 0.02, 0.06])]
        status = int(rng.choice([200, 200, 200, 304, 404, 500, 403], p=[0.5, 0.2, 0.1, 0.08, 0.07, 0.03, 0.02]))
        ip = f"10.0.{rng.integers(0, 4)}.{rng.integers(1, 60)}"
        size = "-" if status == 304 else str(int(rng.lognormal(7.5, 1.0)))
        verb = "POST" if path in ("/login", "/checkout") else "GET"
        lines.append(f'{ip} - - [{when}] "{verb} {path} HTTP/1.1" {status} {size} "-" "{agents[rng.integers(0, 4)]}"')
    for broken in (120, 640, 1333):
        lines[broken] = lines[broken][:37]
    with place(NOTEBOOKS / "log_analysis/access.log").open("w", newline="\n") as out:
        out.write("\n".join(lines) + "\n")


def survey_etl() -> None:
    """Two waves of an employee survey in wide form, and the tables of questions and sites."""
    rng = np.random.default_rng(71)
    folder = NOTEBOOKS / "survey_etl/raw"
    questions = pd.DataFrame({
        "code": [f"q{i}" for i in range(1, 9)],
        "topic": ["workload", "workload", "manager", "manager", "manager", "pay", "tools", "tools"],
        "reversed": [1, 0, 0, 0, 1, 0, 0, 1],
    })
    write(questions, folder / "questions.csv")
    sites = pd.DataFrame({"site_id": [1, 2, 3, 4, 5], "site": ["Lyon", "Porto", "Gent", "Graz", "Turku"], "region": ["south", "south", "north", "south", "north"]})
    write(sites, folder / "sites.csv", sep=";")
    for wave, n in ((1, 260), (2, 310)):
        frame = pd.DataFrame({"Respondent ": np.arange(n) + 1000, "SITE_ID": rng.integers(1, 6, n), "Age Group": rng.choice(["<30", "30-45", ">45"], n)})
        for code in questions["code"]:
            answers = np.clip(np.round(rng.normal(3.3 + 0.1 * wave, 1.1, n)), 1, 5)
            frame[code.upper() if wave == 2 else code] = np.where(rng.random(n) < 0.07, 99, answers).astype(int)
        write(frame, folder / f"responses_wave{wave}.csv")


def text_classification() -> None:
    """Support tickets made from phrases, with typing errors, in four queues."""
    rng = np.random.default_rng(83)
    parts = {
        "billing": ["I was charged twice", "the invoice amount is wrong", "please refund my last payment", "my card was declined", "where can I see my receipt"],
        "technical": ["the app crashes on start", "error 500 when I upload a file", "sync does not work", "the page stays blank", "login fails after the update"],
        "shipping": ["my parcel has not arrived", "the tracking number is invalid", "wrong delivery address", "the box was damaged", "when will my order ship"],
        "account": ["I cannot reset my password", "please delete my account", "change my email address", "my profile picture is wrong", "two factor code never comes"],
    }
    openers = ["Hi,", "Hello team,", "URGENT!!", "Good morning,", "", "hey"]
    closers = ["Thanks", "please help!", "This is the 3rd time.", "", "regards, {name}", "order #{number}"]
    names = ["Ana", "Jon", "Mei", "Omar", "Eva"]
    rows = []
    for number in range(900):
        queue = rng.choice(list(parts), p=[0.34, 0.3, 0.22, 0.14])
        body = ". ".join(rng.choice(parts[queue], rng.integers(1, 3), replace=False))
        if rng.random() < 0.18:
            body += ". " + rng.choice(parts[rng.choice(list(parts))])
        text = f"{rng.choice(openers)} {body}. {rng.choice(closers)}".format(name=rng.choice(names), number=rng.integers(1000, 9999)).strip()
        if rng.random() < 0.25:
            spot = rng.integers(1, len(text) - 1)
            text = text[:spot] + text[spot + 1:]
        rows.append((f"T{number:05d}", text, queue))
    frame = pd.DataFrame(rows, columns=["ticket_id", "text", "queue"])
    frame.loc[[44, 510], "text"] = np.nan
    write(frame, NOTEBOOKS / "text_classification/tickets.csv")


def fraud() -> None:
    """Card payments, one in fifty a fraud."""
    rng = np.random.default_rng(97)
    n = 3600
    bad = rng.random(n) < 0.022
    amount = np.round(np.where(bad, rng.lognormal(5.2, 0.9, n), rng.lognormal(3.3, 1.0, n)), 2)
    frame = pd.DataFrame({
        "Time": np.sort(rng.integers(0, 172800, n)),
        **{f"V{i}": np.round(rng.normal(0, 1, n) + bad * shift, 4) for i, shift in enumerate([-2.1, 1.6, -2.4, 2.0, -0.8, 0.0, -1.2, 0.2], 1)},
        "Amount": amount, "Class": bad.astype(int),
    })
    write(frame, NOTEBOOKS / "fraud/data/creditcard_sample.csv")


def sales_report() -> None:
    """Orders of an office supplier, and its products."""
    rng = np.random.default_rng(101)
    n = 2600
    products = pd.DataFrame({
        "product_id": [f"P{i:03d}" for i in range(1, 31)], "category": rng.choice(["Furniture", "Paper", "Tech"], 30, p=[0.3, 0.4, 0.3]),
        "unit_cost": np.round(rng.lognormal(2.6, 0.8, 30), 2),
    })
    which = rng.integers(0, 30, n)
    quantity = rng.integers(1, 13, n)
    cost = products["unit_cost"].to_numpy()[which]
    orders = pd.DataFrame({
        "order_id": [f"SO-{50000 + i}" for i in range(n)],
        "order_date": (pd.Timestamp("2023-01-01") + pd.to_timedelta(np.sort(rng.integers(0, 540, n)), unit="D")).strftime("%d.%m.%Y"),
        "region": rng.choice(["North", "South", "East", "West"], n, p=[0.3, 0.25, 0.25, 0.2]),
        "product_id": products["product_id"].to_numpy()[which], "quantity": quantity,
        "sales": np.round(cost * quantity * rng.normal(1.35, 0.15, n), 2), "discount": rng.choice([0, 0, 0, 0.1, 0.2], n),
    })
    folder = NOTEBOOKS / "sales_report"
    write(orders, folder / "orders.csv")
    write(products, folder / "products.csv")


def sensors() -> None:
    """Five machines, one reading each ten minutes, with gaps and a drifting one."""
    rng = np.random.default_rng(113)
    times = pd.date_range("2019-06-01", periods=500, freq="10min").strftime("%Y-%m-%d %H:%M")
    for number in range(1, 6):
        heat = 55 + 3 * np.sin(np.arange(500) / 23) + rng.normal(0, 0.8, 500) + (np.arange(500) * 0.02 if number == 4 else 0)
        shake = np.abs(rng.normal(0.4, 0.1, 500))
        shake[rng.choice(500, 4, replace=False)] += 1.5
        frame = pd.DataFrame({"time": times, "temp": np.round(heat, 2), "vibration": np.round(shake, 3)})
        frame.loc[rng.choice(500, 9, replace=False), "temp"] = np.nan
        write(frame, NOTEBOOKS / f"sensors/data/sensor_{number}.csv")


def small_tables() -> None:
    """The data of the notebooks that fail or hold secrets."""
    rng = np.random.default_rng(127)
    n = 200
    spend = pd.DataFrame({"week": np.arange(1, n + 1), "tv": np.round(rng.uniform(0, 300, n), 1), "radio": np.round(rng.uniform(0, 50, n), 1), "web": np.round(rng.uniform(0, 100, n), 1)})
    spend["sales"] = np.round(7 + 0.045 * spend["tv"] + 0.18 * spend["radio"] + 0.01 * spend["web"] + rng.normal(0, 1.4, n), 2)
    write(spend, NOTEBOOKS / "hidden_state/advertising.csv")
    orders = pd.DataFrame({"order_id": np.arange(1, 401), "customer": rng.integers(1, 60, 400), "amount": np.round(rng.lognormal(3.5, 0.6, 400), 2), "status": rng.choice(["paid", "open", "returned"], 400, p=[0.8, 0.12, 0.08])})
    write(orders, NOTEBOOKS / "missing_file/raw/2024/orders_2024.csv")
    stations = {"stations": [{"id": f"st{i}", "city": city, "readings": [round(float(v), 1) for v in rng.normal(mean, 4, 30)]} for i, (city, mean) in enumerate([("Oslo", 6), ("Bern", 11), ("Bari", 18)])]}
    place(NOTEBOOKS / "secrets/weather_cache.json").write_text(json.dumps(stations, indent=1) + "\n")


MAKERS = (
    telco, house_prices, credit_scoring, demand_forecast, customer_segments, ab_test, log_analysis, survey_etl,
    text_classification, fraud, sales_report, sensors, small_tables,
)

if __name__ == "__main__":
    for make in MAKERS:
        make()
