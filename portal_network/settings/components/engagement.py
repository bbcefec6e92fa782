"""Forms of citizens: how much is received within an hour, how often a code may be guessed."""

from portal_network.settings.environment import env

# Within an hour: from one network address, and at one form of one site.
CASE_LIMITS = (
    env.int("CASES_PER_ADDRESS", default=10),
    env.int("CASES_PER_FORM", default=300),
)
# The same without a proof of work, that is without scripts.
CASE_LIMITS_WITHOUT_PROOF = (
    env.int("CASES_PER_ADDRESS_WITHOUT_PROOF", default=3),
    env.int("CASES_PER_FORM_WITHOUT_PROOF", default=30),
)
# Wrong tracking codes from one network address within a quarter of an hour.
CASE_CODE_FAILURES = env.int("CASE_CODE_FAILURES", default=10)
# Days after which the remarks of the survey are erased; the ticks count on (R80).
SURVEY_REMARK_DAYS = env.int("SURVEY_REMARK_DAYS", default=365)
