import HelpdeskModels

/// A page of the change feed with the number of the latest change of all when it was read.
struct FeedPage: Sendable {
    var page: ChangePage
    var latest: Int64
}
