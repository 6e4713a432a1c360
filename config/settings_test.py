"""What the tests change: quick passwords, plain static files, a data folder for each test process."""

import os
import tempfile

os.environ.setdefault("THIDUA_TEST_ROOT", tempfile.mkdtemp(prefix="thidua-test-"))
os.environ["THIDUA_DATA"] = os.path.join(os.environ["THIDUA_TEST_ROOT"], os.environ.get("PYTEST_XDIST_WORKER", "main"))
os.environ.setdefault("DEPARTMENT_EMAIL", "tdkt@soyte.example")
os.environ.setdefault("OUTBOX_GRACE_SECONDS", "0")

from config.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A file, not memory: the live server's threads and the tests share it.
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}  # noqa: F405
ALLOWED_HOSTS = ["*"]
CELERY_WORKER_MAX_MEMORY_PER_CHILD = None  # the process of the tests is a large one
