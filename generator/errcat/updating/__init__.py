"""A changed source → changes of an edited catalog: `errcat import --update`.

It is a three-way merge. `record` remembers what the last import wrote. `matching` finds the same entry in the last
import, in the catalog and in the source. `merge` decides about each value. A value that only the source changed is
updated. A value that only the catalog changed stays. A value that both changed is a conflict, and stays.
"""
