"""Keeps the products of matrices on one core, if it is imported before numpy.

Reports are read side by side in processes where there are several cores; products as small as the encoders' only
lose by threads. Whoever wants them sets the variables.
"""

import os

for _name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ.setdefault(_name, "1")
