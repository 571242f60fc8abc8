"""How the sign-in slows guessing down. Plain Python."""

from datetime import timedelta

FIRST_PAUSE = timedelta(seconds=30)
LONGEST_PAUSE = timedelta(minutes=15)
#: After so long without a wrong try, earlier ones are forgotten.
FORGOTTEN_AFTER = timedelta(days=1)
#: Past it the pause is the longest one anyway.
_MOST_DOUBLINGS = 10


def pause_after(tries: int, *, free: int) -> timedelta:
    """
    Return how long the next try has to wait after so many wrong ones: thirty seconds once the free ones are used up,
    twice as long after each further one, up to a quarter of an hour.
    """
    over = tries - free
    if over < 0:
        return timedelta()
    doubled: timedelta = FIRST_PAUSE * 2 ** min(over, _MOST_DOUBLINGS)
    return min(doubled, LONGEST_PAUSE)
