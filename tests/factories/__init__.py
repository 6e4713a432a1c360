from tests.factories.people import facility_tree, person, user_with

__all__ = ["facility_tree", "person", "user_with"]
