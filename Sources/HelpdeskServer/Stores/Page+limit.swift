import HelpdeskModels

extension Page {
    /// A page of the first `limit` of `found`, which holds one more where there is another page.
    init(_ found: consuming [Item], limit: Int, key: (Item) -> String) {
        let hasMore = found.count > limit
        if hasMore { found.removeSubrange(limit...) }
        self.init(items: found, next: hasMore ? found.last.map(key) : nil)
    }
}
