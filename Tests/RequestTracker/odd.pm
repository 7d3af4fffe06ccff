# The awkward configuration of the second Request Tracker of the tests.
Set($Timezone, 'America/New_York');
Set($MaxAttachmentSize, 100_000);
Set($TruncateLongAttachments, 1);
# Pages first and hides then: lists are not counted, and pages have rows that are not there.
Set($UseSQLForACLChecks, 0);
