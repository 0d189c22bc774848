# Search in the head of every page, and what lists say.
find-everything = Search everything
find-label = Name, number, street or town
filter-is = is
list-search = Search { $what }
list-search-in = Search { $what }: { $fields }
list-searched = Searched in: { $fields }.
list-any = { $what }: all
list-sort = Sort
list-turned-down = { $what }, descending
list-turned-up = { $what }, ascending
list-nothing-chosen = There is nothing like this at the moment
list-all-again = Show all again
list-nothing-yet = No { $what } yet
list-nothing-more = What belongs here appears by itself as soon as it is there.
list-nothing-help = Something missing? How to reach us
