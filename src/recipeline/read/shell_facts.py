"""What shell commands do, as data. Source: POSIX, GNU coreutils, pip 25, conda 25, apt."""

from __future__ import annotations

# commands that print and change nothing (unless their output goes to a file)
SHOWS = frozenset({
    "ls", "ll", "dir", "head", "tail", "cat", "zcat", "pwd", "nvidia-smi", "wc", "du", "df", "free", "lscpu", "uname",
    "whoami", "date", "which", "where", "whereis", "echo", "printf", "file", "tree", "stat", "md5sum", "sha1sum",
    "sha256sum", "less", "more", "man", "printenv", "hostname", "top", "ps", "nproc", "sort", "uniq", "cut", "grep",
    "egrep", "fgrep", "zgrep", "diff", "column", "tr", "id", "type", "true", "lsb_release", "lspci", "lsblk", "uptime",
    "awk", "nl", "cal", "nvcc", "lsof", "exa", "bat", "jq", "xxd", "hexdump", "strings", "help",
})  # fmt: skip
# they print, unless one of their words matches
SHOWS_UNLESS: dict[str, str] = {
    "find": r"^-(delete|exec|ok|fprint|fls)",
    "sed": r"^-[a-zA-Z]*i|^--in-place",
    "sort": r"^-[a-zA-Z]*o|^--output",
    "awk": r">|\bsystem\b|\|",
    "env": r"^[^-]",
    "date": r"^-s|^--set",
    "tree": r"^-o$",
}
# command and first argument that only print
SHOWS_WITH = frozenset({
    ("git", "status"), ("git", "log"), ("git", "diff"), ("git", "show"), ("git", "--version"),
    ("pip", "list"), ("pip", "freeze"), ("pip", "show"), ("pip", "--version"), ("pip", "-V"), ("pip", "check"),
    ("pip", "search"), ("pip", "help"), ("pip", "debug"),
    ("conda", "list"), ("conda", "info"), ("conda", "--version"), ("conda", "search"),
    ("python", "--version"), ("python", "-V"), ("jupyter", "--version"), ("ipython", "--version"), ("java", "-version"),
    ("kaggle", "--version"), ("node", "--version"), ("unzip", "-l"), ("tar", "-tf"), ("tar", "tf"), ("gcc", "--version"),
})  # fmt: skip
# command and first argument that set up Jupyter itself
JUPYTER_SETUP = frozenset({
    ("jupyter", "kernelspec"), ("jupyter", "labextension"), ("jupyter", "nbextension"), ("jupyter", "serverextension"),
    ("jupyter", "server"), ("ipython", "kernel"), ("nbdime", "config-git"),
})  # fmt: skip
# they change the shell that ends with the line
NO_EFFECT = frozenset({"cd", "export", "source", ".", "set", "unset", "alias", "pushd", "popd", "exit", ":"})
SYSTEM_INSTALLERS = frozenset(
    {"apt", "apt-get", "brew", "yum", "dnf", "apk", "snap", "dpkg", "add-apt-repository"}
)

PIP_OPTIONS_WITH_VALUE = frozenset({
    "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "-i", "--index-url",
    "--extra-index-url", "-f", "--find-links", "--platform", "--python-version", "--implementation", "--abi",
    "--root", "--prefix", "--src", "--upgrade-strategy", "--no-binary", "--only-binary", "--progress-bar",
    "--trusted-host", "--timeout", "--default-timeout", "--retries", "--proxy", "--cache-dir", "--log", "--cert",
    "--exists-action", "-b", "--build", "--global-option", "--install-option", "--config-settings", "--use-feature",
    "--python", "-p",
})  # fmt: skip
CONDA_OPTIONS_WITH_VALUE = frozenset(
    {"-c", "--channel", "-n", "--name", "-p", "--prefix", "--file", "--solver"}
)
CONDA_ONLY = frozenset(
    {"python", "pip", "conda", "cudatoolkit", "nodejs", "mamba"}
)  # no distribution on the registry
