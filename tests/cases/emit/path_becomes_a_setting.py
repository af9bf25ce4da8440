# A file that the notebook read is named in the config and handed in as a parameter.
# reads telco.csv

# %% 1
import pandas as pd
df = pd.read_csv("telco.csv")

# expect def load_telco(*, telco_path: str) -> Any:
# expect return pd.read_csv(telco_path)
# expect df = load_telco(telco_path=config.ingestion.telco_path)
# expect telco_path: data/raw/telco.csv
# never "telco.csv"
