extension Collection {
    /// The element at `index`, or nil outside of the collection.
    subscript(safe index: Index) -> Element? {
        indices.contains(index) ? self[index] : nil
    }
}
