"""What shell commands do, as data. Source: POSIX, GNU coreutils, pip 25, conda 25, apt."""

from __future__ import annotations

# commands that print and change nothing (unless their output goes to a file)
SHOWS = frozenset({
    "ls", "ll", "dir", "head", "tail", "cat", "zcat", "pwd", "nvidia-smi", "wc", "du", "df", "free", "lscpu", "uname",
    "whoami", "date", "which", "where", "whereis", "echo", "printf", "file", "tree", "stat", "md5sum", "sha1sum",
    "sha256sum", "less", "more", "man", "printenv", "hostname", "top", "ps", "nproc", "sort", "uniq", "cut", "grep",
    "egrep", "fgrep", "zgrep", "diff", "column", "tr", "id", "type", "true", "lsb_release", "lspci", "lsblk", "uptime",
    "awk", "nl", "cal", "nvcc", "lsof", "ifconfig", "ip", "exa", "bat", "jq", "xxd", "hexdump", "strings", "help",
})  # fmt: skip
# they print, unless one of these words is among their arguments
SHOWS_UNLESS: dict[str, tuple[str, ...]] = {
    "find": ("-delete", "-exec", "-execdir", "-ok", "-fprint"),
    "sed": ("-i", "--in-place", "-i.bak"),
    "sort": ("-o",),
    "env": ("=",),
}
# command and first argument that only print
SHOWS_WITH = frozenset({
    ("git", "status"), ("git", "log"), ("git", "diff"), ("git", "show"), ("git", "--version"), ("git", "remote"),
    ("pip", "list"), ("pip", "freeze"), ("pip", "show"), ("pip", "--version"), ("pip", "-V"), ("pip", "check"),
    ("pip", "search"), ("pip", "help"), ("pip", "cache"), ("pip", "config"), ("pip", "debug"),
    ("conda", "list"), ("conda", "info"), ("conda", "env"), ("conda", "--version"), ("conda", "search"),
    ("python", "--version"), ("python", "-V"), ("jupyter", "--version"), ("jupyter", "kernelspec"),
    ("jupyter", "labextension"), ("jupyter", "nbextension"), ("ipython", "--version"), ("java", "-version"),
    ("kaggle", "--version"), ("node", "--version"), ("unzip", "-l"), ("tar", "-tf"), ("tar", "tf"), ("gcc", "--version"),
})  # fmt: skip
# they change the shell that ends with the line
NO_EFFECT = frozenset({"cd", "export", "source", ".", "set", "unset", "alias", "pushd", "popd", "exit", ":"})
SYSTEM_INSTALLERS = frozenset({"apt", "apt-get", "brew", "yum", "dnf", "apk", "snap", "dpkg", "add-apt-repository"})

PIP_OPTIONS_WITH_VALUE = frozenset({
    "-r", "--requirement", "-c", "--constraint", "-e", "--editable", "-t", "--target", "-i", "--index-url",
    "--extra-index-url", "-f", "--find-links", "--platform", "--python-version", "--implementation", "--abi",
    "--root", "--prefix", "--src", "--upgrade-strategy", "--no-binary", "--only-binary", "--progress-bar",
    "--trusted-host", "--timeout", "--default-timeout", "--retries", "--proxy", "--cache-dir", "--log", "--cert",
    "--exists-action", "-b", "--build", "--global-option", "--install-option", "--config-settings", "--use-feature",
    "--python", "-p",
})  # fmt: skip
CONDA_OPTIONS_WITH_VALUE = frozenset({"-c", "--channel", "-n", "--name", "-p", "--prefix", "--file", "--solver"})
CONDA_ONLY = frozenset({"python", "pip", "conda", "cudatoolkit", "nodejs", "mamba"})  # no distribution on the registry
