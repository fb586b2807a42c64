"""The codes of the lists that the house itself knows how to use."""

LEGAL_OBJECTIVES = "loi-2014-173"
P147 = "p147"
PAQTE = "paqte"
TFPB = "tfpb"
REPUBLICAN_COMMITMENTS = "engagement-republicain"
BUDGET_LINES = "cerfa-budget"
