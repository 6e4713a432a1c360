#!/usr/bin/env python3
"""Two commands, nothing but the standard library.

python3 dev.py run            set up and run the whole product: web, worker, clock, with the demo hospital
python3 dev.py test [ARGS]    set up and run every check and test that this machine can run
python3 dev.py docs           write the generated pages of docs/

DATABASE_URL and REDIS_URL move `run` to real servers. `test` uses PostgreSQL and Redis where
TEST_DATABASE_URL and TEST_REDIS_URL name them or where they answer on this machine; with
TEST_ALL=1 a group that cannot run is an error.
"""

import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
BIN = VENV / ("Scripts" if WINDOWS else "bin")
PYTHON = BIN / ("python.exe" if WINDOWS else "python")
OLDEST = (3, 11)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "microsoft-edge")


def say(text: str) -> None:
    try:
        print(text, flush=True)
    except UnicodeEncodeError:
        print(text.encode("ascii", "replace").decode(), flush=True)


def call(*command: object, env: dict[str, str] | None = None) -> int:
    return subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1", **(env or {})}).returncode


# --- setting up ---------------------------------------------------------------------------


def find_python() -> list[str]:
    """Return the command of a Python that is new enough, or stop with what to install."""
    if sys.version_info >= OLDEST:
        return [sys.executable]
    for minor in (14, 13, 12, 11):
        command = ["py", f"-3.{minor}"] if WINDOWS else [f"python3.{minor}"]
        if shutil.which(command[0]) and subprocess.run([*command, "--version"], capture_output=True).returncode == 0:
            return command
    sys.exit(f"Cần Python 3.11 trở lên (đang có {sys.version.split()[0]}). Hãy cài Python mới rồi chạy lại.")


def make_venv() -> None:
    if PYTHON.exists():
        return
    if uv := shutil.which("uv"):
        if call(uv, "venv", "-q", "--seed", "--python", ">=3.11", VENV):
            sys.exit(1)
        return
    python = find_python()
    if subprocess.run([*python, "-c", "import ensurepip, venv"], capture_output=True).returncode:
        sys.exit("Thiếu gói venv của Python. Trên Debian, Ubuntu: sudo apt-get install -y python3-venv, rồi chạy lại.")
    if call(*python, "-m", "venv", VENV):
        shutil.rmtree(VENV, ignore_errors=True)
        sys.exit(1)


def install(*files: str) -> None:
    """Install requirement files that changed since the last time.

    A folder ``wheels/`` (``pip download -r requirements.txt -d wheels``) serves hospitals without internet.
    """
    make_venv()
    wheels = ROOT / "wheels"
    offline = ["--no-index", "--find-links", wheels] if wheels.is_dir() else []
    uv = shutil.which("uv")
    pip = [uv, "pip", "install", "-q", "--python", PYTHON] if uv else [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    for name in files:
        stamp = VENV / f".{name}.sha256"
        digest = hashlib.sha256((ROOT / name).read_bytes()).hexdigest()
        if stamp.exists() and stamp.read_text() == digest:
            continue
        say(f"· cài {name}")
        if call(*pip, *offline, "-r", name):
            sys.exit(f"Không cài được {name}.")
        stamp.write_text(digest)


# --- run ----------------------------------------------------------------------------------


def free_port(first: int) -> int:
    for port in range(first, first + 50):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
    sys.exit(f"Các cổng từ {first} đến {first + 49} đều bận. Đặt PORT khác rồi chạy lại.")


def services(port: int, data: Path) -> dict[str, list[str]]:
    """Return the commands of the three processes: web, worker, clock."""
    web = [str(BIN / "gunicorn"), "config.wsgi", "-b", f"127.0.0.1:{port}", "-k", "gthread", "-w", "2", "--threads", "4", "--graceful-timeout", "5", "--no-control-socket", "--log-level", "warning"]
    if WINDOWS:
        web = [str(BIN / "waitress-serve"), f"--listen=127.0.0.1:{port}", "config.wsgi:application"]
    celery = [str(PYTHON), "-m", "celery", "-q", "-A", "config"]
    pool = ["-P", "solo"] if WINDOWS else ["-c", "2"]
    return {
        "web": web,
        "worker": [*celery, "worker", "-l", "ERROR", *pool, "--without-gossip", "--without-mingle"],
        "clock": [*celery, "beat", "-l", "ERROR", "-s", str(data / "beat-schedule"), "--pidfile="],
    }


def start(command: list[str], env: dict[str, str]) -> subprocess.Popen:
    group = {"creationflags": 0x200} if WINDOWS else {"start_new_session": True}
    return subprocess.Popen(command, cwd=ROOT, env=env, **group)


def sweep(process: subprocess.Popen) -> None:
    """End what a dead process left behind, so that its port and its work are free."""
    if not WINDOWS:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def stop(processes: dict[str, subprocess.Popen]) -> None:
    for process in processes.values():
        if process.poll() is None:
            process.terminate()
    for process in processes.values():
        try:
            process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
        sweep(process)


def watch(commands: dict[str, list[str]], env: dict[str, str]) -> None:
    """Keep the three processes alive until Ctrl-C; one that dies is started again."""
    running = {name: start(command, env) for name, command in commands.items()}
    for word in (signal.SIGINT, signal.SIGTERM):
        signal.signal(word, signal.default_int_handler)
    try:
        while True:
            time.sleep(1)
            for name, process in running.items():
                if process.poll() is not None:
                    say(f"· {name} đã dừng, chạy lại")
                    sweep(process)
                    running[name] = start(commands[name], env)
    except KeyboardInterrupt:
        say("\n· đang dừng…")
    finally:
        stop(running)


def hold(data: Path) -> object:
    """Take the data folder for this run, or stop: two clocks on one folder would get in each other's way."""
    data.mkdir(parents=True, exist_ok=True)
    lock = (data / "run.lock").open("w")
    try:
        if WINDOWS:
            import msvcrt  # noqa: PLC0415

            msvcrt.locking(lock.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl  # noqa: PLC0415

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        sys.exit(f"Phần mềm đang chạy với dữ liệu ở {data}. Dừng nó (Ctrl+C) hoặc đặt THIDUA_DATA khác rồi chạy lại.")
    return lock


def run() -> int:
    install("requirements.txt")
    data = Path(os.environ.get("THIDUA_DATA", ROOT / "data")).expanduser().resolve()
    held = hold(data)
    port = free_port(int(os.environ.get("PORT", "8000")))
    os.environ.update(THIDUA_DATA=str(data), PORT=str(port))
    say("· chuẩn bị dữ liệu" if (data / "thidua.sqlite3").exists() else "· chuẩn bị dữ liệu và bệnh viện mẫu, lần đầu khoảng một phút")
    for step in (["migrate", "-v0"], ["collectstatic", "--noinput", "-v0"], ["demo"]):
        if call(PYTHON, "manage.py", *step):
            return 1
    say(f"\n→ http://127.0.0.1:{port}/   (Ctrl+C để dừng)\n")
    watch(services(port, data), {**os.environ, "PYTHONUTF8": "1"})
    del held
    say("· đã dừng, dữ liệu vẫn còn")
    return 0


# --- test ---------------------------------------------------------------------------------


def answers(host: str, port: int) -> bool:
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((host, port)) == 0


def server_urls() -> dict[str, str]:
    """Return DATABASE_URL and REDIS_URL of the servers that the tests may use, as far as there are any."""
    urls = {}
    if url := os.environ.get("TEST_DATABASE_URL") or ("postgres://postgres@127.0.0.1:5432/postgres" if answers("127.0.0.1", 5432) else ""):
        urls["DATABASE_URL"] = url
    if url := os.environ.get("TEST_REDIS_URL") or ("redis://127.0.0.1:6379/9" if answers("127.0.0.1", 6379) else ""):
        urls["REDIS_URL"] = url
    return urls


CHECKS: tuple[tuple[str, ...], ...] = (
    ("ruff", "check", "."),
    ("importlinter.cli", "lint"),
    ("mypy",),
    ("djlint", "templates", "--lint", "--quiet"),
)


def check() -> int:
    for command in CHECKS:
        say(f"· {' '.join(command)}")
        program = [BIN / "lint-imports"] if command[0].startswith("importlinter") else [PYTHON, "-m", *command]
        if code := call(*program):
            return code
    return call(PYTHON, "manage.py", "makemigrations", "--check", "--dry-run", "-v0")


def test(arguments: list[str]) -> int:
    install("requirements.txt", "requirements-dev.txt")
    browser = next(filter(None, map(shutil.which, CHROMIUM)), "")
    servers = server_urls()
    left_out = [name for name, there in (("trình duyệt (không thấy Chromium)", browser), ("PostgreSQL", "DATABASE_URL" in servers), ("Redis", "REDIS_URL" in servers)) if not there]
    if left_out and os.environ.get("TEST_ALL"):
        sys.exit(f"Không chạy được nhóm: {', '.join(left_out)}")
    pytest = [PYTHON, "-m", "pytest", "-n", os.environ.get("TEST_PROCESSES", "auto"), *arguments]
    clean = {"DATABASE_URL": "", "REDIS_URL": "", "CHROMIUM": browser}
    marks = "not postgres and not redis" + ("" if browser else " and not browser")
    if code := check() or call(*pytest, "-m", marks, env=clean):
        return code
    if "DATABASE_URL" in servers and (code := call(*pytest, "-m", _server_marks(servers), env={**clean, **servers})):
        return code
    for name in left_out:
        say(f"! bỏ qua nhóm: {name}")
    return 0


def _server_marks(servers: dict[str, str]) -> str:
    """Return what runs on PostgreSQL: everything but what cannot differ from the run on SQLite."""
    kept = "postgres or redis or not (browser or once)"
    return kept if "REDIS_URL" in servers else f"({kept}) and not redis"


def docs() -> int:
    install("requirements.txt")
    return call(PYTHON, "manage.py", "write_docs")


def main(argv: list[str]) -> int:
    command = argv[0] if argv else "run"
    if command == "run":
        return run()
    if command == "test":
        return test(argv[1:])
    if command == "docs":
        return docs()
    say(__doc__ or "")
    return 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(0)
