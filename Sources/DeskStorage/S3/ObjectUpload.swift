import HelpdeskModels

/// The state of an upload to an object store, as the database knows it.
///
/// Its bytes are the parts of a multipart upload, in order, and behind them the tail, an object of its own with less than
/// a part. When all of it is there, the parts become one object, or the tail is all that there is.
struct ObjectUpload: Sendable {
    struct Part: Sendable {
        /// Numbers grow, but some are left out: each is used for one part only, whoever writes it.
        var number: Int64
        /// In bytes.
        var size: Int64
        /// The store's name for the content of the part.
        var tag: String
    }

    let id: Upload.ID
    /// Of the request that wrote last: the lease on the upload. A request with an older one writes no more.
    var epoch: Int64 = 0
    /// Bytes that have arrived for good.
    var size: Int64 = 0
    /// The store's id of the multipart upload; nil before the first part.
    var multipart: String?
    var parts: [Part] = []
    /// The name of the object with what is behind the parts; nil for nothing.
    var tail: String?
    /// Whether the parts have become one object.
    var isWhole = false
    /// Under which it was put among the files, perhaps without success.
    var content: SHA256Digest?

    init(id: Upload.ID) {
        self.id = id
    }

    /// Bytes in the parts.
    var partsSize: Int64 { parts.reduce(0) { $0 + $1.size } }
    /// Bytes behind the parts.
    var tailSize: Int64 { isWhole ? 0 : size - partsSize }

    // Keys of objects

    /// The keys of all objects of uploads begin so.
    static let folder = "uploads/"

    /// The keys of all objects of an upload begin so.
    static func folder(of id: Upload.ID) -> String { "\(folder)\(id)/" }

    /// The object that the parts become.
    var wholeKey: String { Self.folder(of: id) + "whole" }
    var tailKey: String? { tail.map { Self.folder(of: id) + $0 } }
    /// The object with all of a complete upload; nil for an empty one.
    var key: String? { isWhole ? wholeKey : tailKey }

    /// The upload that an object belongs to; nil for another object.
    static func id(ofKey key: String) -> Upload.ID? {
        guard key.hasPrefix(folder) else { return nil }
        return Upload.ID(String(key.dropFirst(folder.count).prefix { $0 != "/" }))
    }
}
