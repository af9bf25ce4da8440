"""Packages that install under another name than they are imported by."""

from __future__ import annotations

# Import name -> distribution, where the two differ. Source: the registry's metadata, read on 2026-11-20.
DISTRIBUTIONS = {
    "sklearn": "scikit-learn", "cv2": "opencv-python", "PIL": "pillow", "yaml": "PyYAML", "bs4": "beautifulsoup4", "skimage": "scikit-image",
    "imblearn": "imbalanced-learn", "dateutil": "python-dateutil", "dotenv": "python-dotenv", "mpl_toolkits": "matplotlib", "Crypto": "pycryptodome",
    "umap": "umap-learn", "category_encoders": "category-encoders", "feature_engine": "feature-engine", "scikitplot": "scikit-plot", "MySQLdb": "mysqlclient",
    "psycopg2": "psycopg2-binary", "fitz": "PyMuPDF", "docx": "python-docx", "Levenshtein": "python-Levenshtein", "tables": "tables", "attr": "attrs",
}  # fmt: skip
