"""Builtins and the standard library: source the Python 3.8 to 3.13 reference."""

from __future__ import annotations

from recipeline.analyse.facts.fact import Fact, Table, each

BUILTINS: Table = {
    **each("abs bin bool chr complex divmod float format hash hex id int isinstance issubclass len oct ord pow round "
           "callable hasattr bytes bytearray memoryview ascii", Fact("number")),
    **each("str repr", Fact("text")),
    **each("sum", Fact(None)),
    **each("any all", Fact("number")),
    **each("range slice object property staticmethod classmethod super type dir compile help", Fact(None)),
    **each("print", Fact("none", effects=(("print", None),), mutates=("file",), stage="reporting")),
    **each("display", Fact("none", effects=(("print", None),), stage="reporting")),
    **each("list", Fact("list", "holds")),
    **each("tuple", Fact("tuple", "holds")),
    **each("set frozenset", Fact("set", "holds")),
    **each("dict", Fact("dict", "holds")),
    **each("sorted", Fact("list", "holds")),
    **each("zip enumerate reversed map filter iter", Fact("iterator", "holds")),
    **each("max min", Fact(None, "element")),
    **each("next", Fact(None, "element", mutates=(0,))),
    **each("anext aiter", Fact(None, "element", mutates=(0,))),
    **each("getattr", Fact(None, "view")),
    **each("setattr", Fact("none", mutates=(0,))),
    **each("delattr", Fact("none", mutates=(0,))),
    **each("open", Fact("file", effects=(("file-read", (0, "file")),), stage="ingestion")),
    **each("input", Fact("text", effects=(("input", None),), stage="ingestion")),
    **each("exit quit", Fact("none", effects=(("exit", None),))),
    **each("eval exec globals locals vars __import__", Fact(None, "unknown")),
    **each("get_ipython", Fact("ipython")),
}  # fmt: skip

_JSON = (("file-read", None),)

FUNCTIONS: Table = {
    **each("copy.copy", Fact(None, "view")),
    **each("copy.deepcopy", Fact(None)),
    **each("itertools.*", Fact("iterator", "holds")),
    **each("functools.* operator.* collections.*", Fact(None, "holds")),
    **each("re.finditer os.scandir os.walk glob.iglob", Fact("iterator")),
    **each("collections.defaultdict collections.OrderedDict collections.Counter", Fact("dict", "holds")),
    **each("collections.deque", Fact("list", "holds")),
    **each("heapq.heappush heapq.heappop heapq.heapify heapq.heappushpop heapq.heapreplace", Fact(None, "element", mutates=(0,))),
    **each("bisect.insort bisect.insort_left bisect.insort_right", Fact("none", mutates=(0,))),
    **each("random.*", Fact("number", "element", draws="random")),
    **each("random.seed random.setstate", Fact("none", effects=(("seed", "random"),), stage="setup")),
    **each("random.Random random.SystemRandom", Fact("random-generator")),
    **each("random.getstate", Fact(None, draws="random")),
    **each("random.choice random.choices random.sample", Fact(None, "element", draws="random")),
    **each("random.shuffle", Fact("none", draws="random", mutates=(0,))),
    **each("uuid.uuid1 uuid.uuid4 secrets.*", Fact(None, effects=(("clock", None),))),
    **each("time.time time.perf_counter time.process_time time.monotonic time.time_ns time.perf_counter_ns datetime.datetime.now "
           "datetime.datetime.today datetime.datetime.utcnow datetime.date.today datetime.now date.today time.localtime time.gmtime "
           "time.ctime time.strftime", Fact("number", effects=(("clock", None),))),
    **each("time.sleep", Fact("none", effects=(("clock", None),))),
    **each("os.environ.* os.getenv", Fact("text", effects=(("environment", (0, "key")),), stage="setup")),
    **each("os.putenv os.unsetenv", Fact("none", effects=(("environment", (0, "key")),), stage="setup")),
    **each("os.chdir", Fact("none", effects=(("cwd", (0, "path")),), stage="setup")),
    **each("os.getcwd", Fact("text", effects=(("cwd", None),), stage="setup")),
    **each("sys.path.* site.addsitedir", Fact("none", effects=(("path", (0, "path")),), stage="setup")),
    **each("os.makedirs os.mkdir os.remove os.unlink os.rmdir os.removedirs os.rename os.replace os.symlink os.link os.chmod os.utime",
           Fact("none", effects=(("file-write", (0, "path")),), stage="setup")),
    **each("os.listdir os.walk os.scandir os.stat os.path.exists os.path.isfile os.path.isdir os.path.getsize os.path.getmtime "
           "os.path.abspath os.path.realpath", Fact(None, effects=(("file-read", (0, "path")),), stage="ingestion")),
    **each("glob.glob glob.iglob", Fact("list", effects=(("file-read", (0, "pathname")),), stage="ingestion")),
    **each("os.path.* posixpath.*", Fact("text")),
    **each("os.system os.popen subprocess.*", Fact(None, effects=(("shell", (0, "args")),))),
    **each("sys.exit os._exit os.abort", Fact("none", effects=(("exit", None),))),
    **each("shutil.copy shutil.copyfile shutil.copytree shutil.copy2 shutil.move",
           Fact("text", effects=(("file-read", (0, "src")), ("file-write", (1, "dst"))), stage="ingestion")),
    **each("shutil.rmtree shutil.make_archive shutil.unpack_archive", Fact("none", effects=(("file-write", (0, "path")),), stage="setup")),
    **each("pickle.load", Fact(None, mutates=(0,), stage="evaluation")),  # nearly always a model; tables have pandas.read_pickle
    **each("pickle.dump", Fact("none", mutates=(1, "file"), stage="evaluation")),
    **each("json.load tomllib.load yaml.safe_load yaml.load csv.reader csv.DictReader configparser.ConfigParser.read",
           Fact(None, mutates=(0,), stage="ingestion")),
    **each("json.dump yaml.dump yaml.safe_dump", Fact("none", mutates=(1, "fp", "file", "stream"), stage="reporting")),
    **each("csv.writer csv.DictWriter", Fact("file", "view", mutates=(0,), stage="reporting")),
    **each("json.loads pickle.loads json.dumps pickle.dumps", Fact(None)),
    **each("zipfile.ZipFile tarfile.open tarfile.TarFile gzip.open bz2.open lzma.open codecs.open io.open",
           Fact("file", effects=(("file-read", (0, "file")),), stage="ingestion")),
    **each("pathlib.*", Fact("path", stage="setup")),
    **each("pathlib.Path.cwd", Fact("path", effects=(("cwd", None),), stage="setup")),
    **each("tempfile.*", Fact(None, effects=(("file-write", None),))),
    **each("warnings.filterwarnings warnings.simplefilter warnings.resetwarnings warnings.warn", Fact("none", effects=(("option", "warnings"),), stage="setup")),
    **each("warnings.catch_warnings", Fact(None, effects=(("option", "warnings"),))),
    **each("logging.*", Fact(None, "unknown", effects=(("print", None),))),
    **each("logging.basicConfig logging.disable", Fact("none", effects=(("option", "logging"),), stage="setup")),
    **each("locale.setlocale sys.setrecursionlimit decimal.getcontext decimal.setcontext gc.disable", Fact(None, effects=(("option", "python"),), stage="setup")),
    **each("gc.collect", Fact("number", stage="setup")),
    **each("sqlite3.connect", Fact("connection", effects=(("database", (0, "database")),), stage="ingestion")),
    **each("urllib.request.urlopen urllib.request.Request", Fact("file", effects=(("network", (0, "url")),), stage="ingestion")),
    **each("urllib.request.urlretrieve", Fact(None, effects=(("network", (0, "url")), ("file-write", (1, "filename"))), stage="ingestion")),
    **each("webbrowser.open smtplib.* socket.* ftplib.* http.client.*", Fact(None, "unknown", effects=(("network", None),))),
    **each("threading.* multiprocessing.* concurrent.* asyncio.* queue.*", Fact(None, "unknown")),
    **each("contextlib.* weakref.* types.SimpleNamespace", Fact(None, "holds")),
    **each("importlib.import_module importlib.reload", Fact(None, "unknown")),
    **each("runpy.*", Fact(None, "unknown", effects=(("dynamic", None),))),
}  # fmt: skip

_TEXT = (
    "capitalize casefold center encode decode endswith expandtabs find index isalnum isalpha isascii isdigit isidentifier islower "
    "isprintable isspace istitle isupper ljust lower lstrip maketrans partition rfind rindex rjust rpartition rsplit rstrip "
    "split splitlines startswith strip swapcase title translate upper zfill strftime isoformat weekday isoweekday timestamp date time "
    "timetuple toordinal total_seconds as_integer_ratio bit_length hex is_integer group groups groupdict start end span "
    "with_suffix with_name as_posix is_absolute relative_to joinpath hexdigest digest match search finditer sub_ most_common "
    "issubset issuperset isdisjoint difference union intersection symmetric_difference __len__ __repr__"
)

METHODS: Table = {
    **each(_TEXT, Fact()),
    **each("append add extend insert remove clear update sort reverse discard appendleft extendleft popleft "
           "rotate difference_update intersection_update symmetric_difference_update subtract_counts move_to_end",
           Fact("none", changes="object")),
    **each("pop popitem popleft", Fact(None, "element", changes="object")),
    **each("setdefault", Fact(None, "element", changes="object")),
    **each("get items values keys elements", Fact(None, "element")),
    **each("copy", Fact()),
    **each("write writelines writerow writerows writeheader dump", Fact("number", changes="object", effects=(("file-write", "receiver"),))),
    **each("flush close truncate", Fact("none", changes="object", effects=(("file-write", "receiver"),))),
    **each("read readline readlines seek", Fact(None, changes="object")),
    **each("send throw", Fact(None, "element", changes="object")),
    **each("iterdir glob rglob", Fact("iterator", effects=(("file-read", None),), stage="ingestion")),
    **each("open", Fact("file", effects=(("file-read", "receiver"),), stage="ingestion")),
    **each("read_text read_bytes exists is_file is_dir stat", Fact(None, effects=(("file-read", "receiver"),), stage="ingestion")),
    **each("write_text write_bytes mkdir unlink rmdir touch rename_to symlink_to", Fact("number", effects=(("file-write", "receiver"),), stage="reporting")),
    **each("extractall_files", Fact("none", changes="object", effects=(("file-write", None),))),
    **each("execute executemany executescript", Fact(None, "self", changes="object", effects=(("database", (0, "sql")),), stage="ingestion")),
    **each("commit rollback", Fact("none", changes="object", effects=(("database", None),))),
    **each("cursor connect begin", Fact("connection", "view", changes="object", effects=(("database", None),), stage="ingestion")),
    **each("fetchall fetchone fetchmany fetchdf fetch_df df", Fact(None, changes="object", effects=(("database", None),), stage="ingestion")),
    **each("run_line_magic run_cell_magic system getoutput", Fact(None, effects=(("shell", None),))),
    **each("magic", Fact(None, effects=(("shell", None),))),
}  # fmt: skip
