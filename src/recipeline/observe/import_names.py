"""Import names whose distribution on the package index has another name.

Source: top_level.txt of the distributions as of 2026-11; names not listed install under their own name.
"""

DISTRIBUTIONS: dict[str, str] = {
    "sklearn": "scikit-learn", "skimage": "scikit-image", "cv2": "opencv-python", "yaml": "PyYAML", "PIL": "Pillow", "bs4": "beautifulsoup4",
    "dateutil": "python-dateutil", "dotenv": "python-dotenv", "imblearn": "imbalanced-learn", "umap": "umap-learn", "Bio": "biopython",
    "pandas_datareader": "pandas-datareader", "MySQLdb": "mysqlclient", "psycopg2": "psycopg2-binary", "google.cloud": "google-cloud",
    "mpl_finance": "mplfinance", "skopt": "scikit-optimize", "surprise": "scikit-surprise", "community": "python-louvain",
    "mlxtend": "mlxtend", "category_encoders": "category-encoders", "pandas_profiling": "ydata-profiling", "ydata_profiling": "ydata-profiling",
    "sweetviz": "sweetviz", "fbprophet": "prophet", "fastai": "fastai", "serial": "pyserial", "usb": "pyusb", "Crypto": "pycryptodome",
    "OpenSSL": "pyOpenSSL", "jwt": "PyJWT", "git": "GitPython", "docx": "python-docx", "pptx": "python-pptx", "fitz": "PyMuPDF", "igraph": "python-igraph",
    "attr": "attrs", "kafka": "kafka-python", "pydot": "pydot", "IPython": "ipython", "ipywidgets": "ipywidgets", "mpl_toolkits.basemap": "basemap",
    "tables": "tables", "tensorflow_hub": "tensorflow-hub", "tensorflow_datasets": "tensorflow-datasets", "azureml": "azureml-core",
    "sentence_transformers": "sentence-transformers", "telegram": "python-telegram-bot", "slugify": "python-slugify", "magic": "python-magic",
    "Levenshtein": "Levenshtein", "faiss": "faiss-cpu", "kneed": "kneed", "sklearn_pandas": "sklearn-pandas", "eli5": "eli5", "pmdarima": "pmdarima",
    "pyramid": "pmdarima", "torchvision": "torchvision", "gensim": "gensim", "spacy": "spacy", "zmq": "pyzmq", "win32com": "pywin32", "wx": "wxPython",
    "gi": "PyGObject", "osgeo": "GDAL", "shapefile": "pyshp", "stan": "pystan", "pymc": "pymc", "pymc3": "pymc3", "arviz": "arviz", "rpy2": "rpy2",
    "wordcloud": "wordcloud", "sqlalchemy": "SQLAlchemy", "flask": "Flask", "django": "Django", "xlrd": "xlrd", "openpyxl": "openpyxl", "lxml": "lxml",
    "soorgeon": "soorgeon", "lineapy": "lineapy", "evidently": "evidently", "graphviz": "graphviz", "pkg_resources": "setuptools",
}

# Well-known packages of data science that install under the name they are imported by; checked on pypi.org, 2026-11.
OWN_NAMES = frozenset({
    "altair", "autogluon", "bokeh", "boto3", "catboost", "chainer", "chembl_webresource_client", "cufflinks", "cupy", "cvxpy", "dask", "datasets",
    "deap", "dowhy", "econml", "fastapi", "featuretools", "flaml", "folium", "geopandas", "ggplot", "gradio", "gym", "gymnasium", "h2o", "hdbscan",
    "holoviews", "huggingface_hub", "hvplot", "hyperopt", "jax", "joblib", "keras", "lifelines", "lightgbm", "lime", "lightfm", "linearmodels",
    "librosa", "mlflow", "mplfinance", "mxnet", "networkx", "nltk", "numba", "numexpr", "onnx", "onnxruntime", "openai", "optuna", "pandas",
    "pandasql", "patsy", "peewee", "plotly", "plotnine", "polars", "prefect", "prophet", "pulp", "pyarrow", "pyod", "pyspark", "quandl", "requests",
    "seaborn", "selenium", "shap", "shapely", "sktime", "statsmodels", "streamlit", "sympy", "tensorflow", "textblob", "theano", "torch", "tqdm",
    "transformers", "tsfresh", "tweepy", "vaex", "vaderSentiment", "wandb", "whylogs", "xarray", "xgboost", "yfinance", "yellowbrick",
})  # fmt: skip

DISAPPEARED: dict[str, str] = {
    "sklearn.externals": "sklearn.externals was removed in scikit-learn 0.23: use `import joblib`",
    "sklearn.externals.joblib": "sklearn.externals.joblib was removed in scikit-learn 0.23: use `import joblib`",
    "sklearn.externals.six": "sklearn.externals.six was removed in scikit-learn 0.23: use the package six",
    "sklearn.cross_validation": "sklearn.cross_validation was removed in scikit-learn 0.20: use sklearn.model_selection",
    "sklearn.grid_search": "sklearn.grid_search was removed in scikit-learn 0.20: use sklearn.model_selection",
    "sklearn.learning_curve": "sklearn.learning_curve was removed in scikit-learn 0.20: use sklearn.model_selection",
    "sklearn.ensemble.partial_dependence": "it moved to sklearn.inspection in scikit-learn 0.24",
    "pandas.tools": "pandas.tools was removed in pandas 0.23: use pandas.plotting",
    "pandas.tools.plotting": "pandas.tools was removed in pandas 0.23: use pandas.plotting",
    "pandas.io.data": "pandas.io.data was removed in pandas 0.19: use the package pandas-datareader",
    "pandas.util.testing": "pandas.util.testing was removed in pandas 2.0: use pandas.testing",
    "scipy.misc": "scipy.misc was removed in SciPy 2.0; its image functions are in imageio, its data sets in scipy.datasets",
    "scipy.stats.stats": "scipy.stats.stats was removed in SciPy 2.0: use scipy.stats",
    "statsmodels.tsa.arima_model": "statsmodels.tsa.arima_model was removed in statsmodels 0.13: use statsmodels.tsa.arima.model.ARIMA",
    "numpy.testing.decorators": "numpy.testing.decorators was removed in NumPy 1.18",
    "matplotlib.finance": "matplotlib.finance was removed in Matplotlib 2.2: use mplfinance",
    "matplotlib.mlab": "parts of matplotlib.mlab were removed in Matplotlib 3.1",
    "mpl_toolkits.basemap": "basemap is a package of its own now: install basemap, or use cartopy",
    "keras.wrappers.scikit_learn": "it was removed in Keras 2.12: use the package scikeras",
    "keras.utils.np_utils": "it was removed in Keras 2.13: use keras.utils.to_categorical",
    "distutils": "distutils was removed in Python 3.12: install setuptools",
    "imp": "imp was removed in Python 3.12: use importlib",
    "collections.Mapping": "it is collections.abc.Mapping since Python 3.10",
    "StringIO": "this is Python 2: use io.StringIO",
    "urllib2": "this is Python 2: use urllib.request",
    "urlparse": "this is Python 2: use urllib.parse",
    "cPickle": "this is Python 2: use pickle",
    "ConfigParser": "this is Python 2: use configparser",
    "Queue": "this is Python 2: use queue",
    "Tkinter": "this is Python 2: use tkinter",
}

USUAL_ALIASES: dict[str, str] = {
    "np": "import numpy as np", "pd": "import pandas as pd", "plt": "import matplotlib.pyplot as plt", "sns": "import seaborn as sns",
    "sm": "import statsmodels.api as sm", "smf": "import statsmodels.formula.api as smf", "tf": "import tensorflow as tf",
    "os": "import os", "sys": "import sys", "re": "import re", "json": "import json", "math": "import math", "random": "import random",
    "datetime": "import datetime", "time": "import time", "stats": "from scipy import stats", "train_test_split": "from sklearn.model_selection import train_test_split",
    "StandardScaler": "from sklearn.preprocessing import StandardScaler", "Path": "from pathlib import Path", "xgb": "import xgboost as xgb",
    "px": "import plotly.express as px", "go": "import plotly.graph_objects as go", "mpl": "import matplotlib as mpl", "torch": "import torch",
    "pickle": "import pickle", "joblib": "import joblib", "display": "from IPython.display import display", "tqdm": "from tqdm import tqdm",
}
