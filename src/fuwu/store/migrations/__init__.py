"""How an older store becomes today's: Alembic's folder, run by `fuwu.store.upgrade` only."""
