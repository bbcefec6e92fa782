"""Administrative procedures: where dossiers are filed online."""

from portal_network.settings.environment import env

# ``{code}`` stands for the code of the procedure. The addresses of single procedures on the
# national portal have changed more than once; its front page stays.
PROCEDURE_FILING_URL = env.str("PROCEDURE_FILING_URL", default="https://dichvucong.gov.vn/")
