import HelpdeskModels

extension Page {
    /// A page of the first `limit` of `found`, which holds one more where there is another page.
    init(_ found: [Item], limit: Int, key: (Item) -> String) {
        let items = Array(found.prefix(limit))
        self.init(items: items, next: found.count > limit ? items.last.map(key) : nil)
    }
}
