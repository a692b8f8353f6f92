"""Alembic's entry: the connection, with its transaction already begun, comes from `fuwu.store.upgrade`."""

from alembic import context

from fuwu.store.schema import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"], version_table=VERSION_TABLE, transactional_ddl=True
)
context.run_migrations()
