# The same commands as dev.py, for those who type make.
.PHONY: run test docs law

run:
	python3 dev.py run

test:
	python3 dev.py test

docs:
	python3 dev.py docs

law:
	.venv/bin/python manage.py write_docs --law-changes
