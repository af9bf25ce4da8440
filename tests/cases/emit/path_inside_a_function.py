# A path in the body of a notebook function becomes its parameter, and every call hands it on.
# reads telco.csv

# %% 1
import pandas as pd
def load():
    return pd.read_csv("telco.csv")
# %% 2
df = load()

# expect def load(*, telco_path: Any) -> Any:
# expect load(telco_path=telco_path)
# expect telco_path=config.
