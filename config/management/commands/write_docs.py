from itertools import groupby
from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from config.docs import law_changes, law_page, workflows_page


class Command(BaseCommand):
    help = "Writes docs/workflows.md and docs/law.md from the life cycles and the rulebook."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--law-changes", action="store_true", help="only print what changes on which day")

    def handle(self, *args: object, **options: object) -> None:
        if options["law_changes"]:
            for day, changes in groupby(law_changes(), key=lambda row: row[0]):
                self.stdout.write(f"{day:%d/%m/%Y}")
                for _, line in changes:
                    self.stdout.write(f"  {line}")
            return
        folder = Path(settings.BASE_DIR) / "docs"
        for name, text in (("workflows.md", workflows_page()), ("law.md", law_page())):
            (folder / name).write_text(text, encoding="utf-8")
            self.stdout.write(f"docs/{name}")
