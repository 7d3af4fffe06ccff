import Foundation
import HelpdeskModels
import HelpdeskTransport

/// A page of one of RT's lists.
struct RTPage: Sendable {
    var items: [RTValue]
    var isLast: Bool
    /// How many rows there are in all; nil where RT does not count.
    var total: Int?
    /// RT's clock when it answered, from the `Date` of the answer; nil if there is none.
    var time: Timestamp?
    /// The answer as it came.
    var body: Data

    /// Nil where there is no list.
    init?(_ value: RTValue, number: Int, rows: Int, _ listing: RTListing, _ response: TransportResponse) {
        guard case .list(let items) = value["items"] else { return nil }
        self.items = items
        body = response.body
        total = value["total"].number.map { max(0, Int($0)) }
        let isFollowed = !value["next_page"].text.isEmpty
        if let pages = value["pages"].number {
            isLast = number >= pages && !isFollowed
        } else {
            let isShort = listing == .complete ? items.count < rows : items.isEmpty
            isLast = !isFollowed && isShort
        }
        time = response.headers["date"].flatMap(Timestamp.init(httpDate:))
    }
}
