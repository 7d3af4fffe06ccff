/// How the end of one of RT's lists is known where RT does not count its rows.
///
/// Rows that the account may not see count for a page without being in it.
enum RTListing: Sendable {
    /// Every row that is asked for is visible, so a page that is not full is the last.
    case complete
    /// Rows may be hidden, so only a page with nothing in it is the last.
    case withGaps
}
