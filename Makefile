# Pledgebook: one door for each chore. `make help` lists them.
