/// Selection and scrolling of a list, held by identity: what is selected stays so when rows come and go around it.
public struct ListViewport<ID: Hashable & Sendable>: Sendable, Equatable {
    /// The rows in the order they are shown.
    public private(set) var ids: [ID]
    /// The selected row; nil only when there are no rows.
    public private(set) var selection: ID?
    /// How many rows are above the first visible one.
    public private(set) var top = 0
    /// The selection's place in `ids`.
    public private(set) var selectedIndex: Int?

    /// A list with the first row selected.
    public init(ids: [ID] = []) {
        self.ids = ids
        selection = ids.first
        selectedIndex = ids.isEmpty ? nil : 0
    }

    /// Takes over a new list of rows.
    ///
    /// The selected row keeps its place on the screen. When it is gone, the nearest row that followed it is selected,
    /// else the nearest one before it.
    public mutating func update(ids newIDs: [ID]) {
        let oldIndex = selectedIndex
        var survivor = selection
        var index = survivor.flatMap { newIDs.firstIndex(of: $0) }
        if index == nil {
            survivor = neighbour(among: newIDs)
            index = survivor.flatMap { newIDs.firstIndex(of: $0) }
        }
        ids = newIDs
        selection = survivor ?? newIDs.first
        selectedIndex = index ?? (newIDs.isEmpty ? nil : 0)
        if let oldIndex, let selectedIndex, survivor != nil {
            top = max(0, top + selectedIndex - oldIndex)
        } else {
            top = 0
        }
    }

    /// The row nearest to the selected one that is still there, those after it first.
    private func neighbour(among newIDs: [ID]) -> ID? {
        guard let selectedIndex else { return nil }
        if let place = place(inPart: newIDs) { return place < newIDs.count ? newIDs[place] : newIDs.last }
        // A long new list has most of the old one: one of the next few is found before a set of all would be made.
        if let near = ids[selectedIndex...].prefix(8).first(where: newIDs.contains) { return near }
        let kept = Set(newIDs)
        return ids[selectedIndex...].first(where: kept.contains) ?? ids[..<selectedIndex].last(where: kept.contains)
    }

    /// Where the selected row would stand in a list that has only rows of this one in their order, as a filter leaves
    /// them; nil for any other list. Compares each row once, which takes a tenth of making a set.
    private func place(inPart part: [ID]) -> Int? {
        guard let selectedIndex, part.count <= ids.count else { return nil }
        var (place, next) = (0, 0)
        for index in ids.indices {
            if index == selectedIndex { place = next }
            if next < part.count, part[next] == ids[index] { next += 1 }
            if part.count - next >= ids.count - index { return nil }
        }
        return place
    }

    public mutating func moveSelection(by offset: Int) {
        guard let selectedIndex else { return }
        let (target, overflow) = selectedIndex.addingReportingOverflow(offset)
        select(index: overflow ? (offset > 0 ? .max : 0) : target)
    }

    public mutating func moveToFirst() { select(index: 0) }

    public mutating func moveToLast() { select(index: ids.count - 1) }

    /// Moves the selection by screens of `rows` rows; `pages` is negative upwards. One row stays in view.
    public mutating func page(_ pages: Int, rows: Int) { moveSelection(by: pages * max(1, rows - 1)) }

    /// Selects the row at an index, or the nearest there is.
    public mutating func select(index: Int) {
        if ids.isEmpty { return }
        let index = min(max(0, index), ids.count - 1)
        selectedIndex = index
        selection = ids[index]
    }

    /// Selects a row by what it is; false when the list has no such row.
    @discardableResult
    public mutating func select(_ id: ID) -> Bool {
        guard let index = ids.firstIndex(of: id) else { return false }
        select(index: index)
        return true
    }

    /// Scrolls to the first row without moving the selection, which may be out of view then.
    public mutating func scrollToTop() { top = 0 }

    /// The indices of the rows to show in `rows` lines; scrolls as little as needed to have the selection among them.
    public mutating func scrollToSelection(rows: Int) {
        top = visible(rows: rows).lowerBound
    }

    /// The indices to show in `rows` lines: around the selection, as near to `top` as that allows.
    public func visible(rows: Int) -> Range<Int> {
        let rows = max(0, rows)
        var first = min(top, max(0, ids.count - rows))
        if let selectedIndex, rows > 0 {
            first = min(max(first, selectedIndex - rows + 1), selectedIndex)
        }
        return first..<min(ids.count, first + rows)
    }
}
