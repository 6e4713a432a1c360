"""The cast plays every test: the people of one hospital, of another one, and a stranger."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from emulation.choices import Role
from tests.factories import facility_tree, person, user_with


def pytest_addoption(parser):
    parser.addoption("--write-matrix", action="store_true", help="write tests/house/access.json anew")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """What asks for no database and no server is the same beside each of them, and runs once."""
    for item in items:
        asks = {"db", "transactional_db", "live_server"} & set(getattr(item, "fixturenames", ()))
        if not asks and not any(map(item.get_closest_marker, ("django_db", "postgres", "redis", "browser"))):
            item.add_marker(pytest.mark.once)


def pytest_collection_finish(session):
    """Let the first draw be made before any test is timed: with it every module is searched for constants, once."""
    if any(item.get_closest_marker("hypothesis") for item in session.items):
        _draw()


@settings(max_examples=20, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(), min_size=10, max_size=20))
def _draw(numbers):
    pass


@pytest.fixture
def tree(db):
    """One hospital under the Department."""
    return facility_tree()


@pytest.fixture
def other_tree(tree):
    """A second hospital under the same Department."""
    return facility_tree("Bệnh viện Bình Minh", tree.department)


@pytest.fixture
def clerk(tree):
    return user_with("nhap.noi", "Bùi Thị Thịnh", (Role.CLERK, tree.noi))


@pytest.fixture
def head(tree):
    staff = person("Trần Đình Phúc", tree.noi, position="Trưởng khoa", is_manager=True)
    return user_with("truong.noi", "Trần Đình Phúc", (Role.HEAD, tree.noi), staff=staff)


@pytest.fixture
def other_head(tree):
    return user_with("truong.ngoai", "Võ Văn Tám", (Role.HEAD, tree.ngoai))


@pytest.fixture
def office(tree):
    return user_with("tccb", "Nguyễn Thu Hà", (Role.OFFICE, tree.hospital))


@pytest.fixture
def director(tree):
    return user_with("giamdoc", "Lê Quang Vinh", (Role.LEADER, tree.hospital), (Role.COUNCIL, tree.hospital))


@pytest.fixture
def member(tree):
    return user_with("uyvien1", "Phạm Thị Ngọc Ánh", (Role.COUNCIL, tree.hospital))


@pytest.fixture
def admin(tree):
    return user_with("quantri", "Đỗ Minh Khôi", (Role.ADMIN, tree.hospital))


@pytest.fixture
def department(tree):
    return user_with("soyte", "Hồ Thị Lan", (Role.DEPARTMENT, tree.department))


@pytest.fixture
def other_office(other_tree):
    return user_with("tccb.bm", "Trịnh Văn Bảo", (Role.OFFICE, other_tree.hospital))


@pytest.fixture
def stranger(db):
    return user_with("nguoila", "Người Lạ")


@pytest.fixture
def as_(client):
    """Return a function that logs a person in and gives the client back."""

    def log_in(user):
        client.force_login(user)
        return client

    return log_in
