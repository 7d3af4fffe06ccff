import TerminalKit
import Testing

@Suite("List viewport")
struct ListViewportTests {
    @Test("A selected row stays where it is on the screen when rows come above it")
    func insertion() {
        var list = ListViewport(ids: Array(0..<50))
        list.select(20)
        list.scrollToSelection(rows: 10)
        let place = 20 - list.visible(rows: 10).lowerBound
        list.update(ids: Array(100..<105) + Array(0..<50))
        #expect(list.selection == 20)
        #expect(list.selectedIndex.map { $0 - list.visible(rows: 10).lowerBound } == place)
    }

    @Test(
        "When the selected row goes, its neighbour is selected",
        arguments: [
            ([0, 1, 3, 4], 3), ([0, 1], 1), ([4, 0], 4), ([9], 9),
        ])
    func removal(rest: [Int], selection: Int) {
        var list = ListViewport(ids: Array(0..<5))
        list.select(2)
        list.update(ids: rest)
        #expect(list.selection == selection)
    }

    @Test("When many rows go with the selected one, the next that is left is selected, however far it is")
    func farRemoval() {
        var list = ListViewport(ids: Array(0..<100))
        list.select(20)
        list.update(ids: Array(0..<20) + Array(70..<100))
        #expect(list.selection == 70)
        list.update(ids: Array(0..<5))
        #expect(list.selection == 4)
    }

    @Test(
        "In any new list, the selected row is the same, or the nearest after it that is left, or the nearest before it")
    func nearest() {
        var random = SeededGenerator(seed: 5)
        for _ in 0..<2000 {
            let old = Array(0..<Int.random(in: 1...30, using: &random))
            var list = ListViewport(ids: old)
            let selected = old.randomElement(using: &random) ?? 0
            list.select(selected)
            var new = old.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            if Bool.random(using: &random) { new += [100, 101] }
            if Bool.random(using: &random) { new.shuffle(using: &random) }
            let expected =
                old[selected...].first(where: new.contains) ?? old[..<selected].last(where: new.contains) ?? new.first
            list.update(ids: new)
            #expect(list.selection == expected, "\(selected) of \(old.count) in \(new)")
            #expect(list.selectedIndex.map { new[$0] } == expected)
        }
    }

    @Test("The selection is always among the visible rows")
    func visibility() {
        var random = SeededGenerator(seed: 11)
        var list = ListViewport(ids: Array(0..<40))
        for _ in 0..<500 {
            let rows = Int.random(in: 0...12, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: list.moveSelection(by: Int.random(in: -50...50, using: &random))
            case 1: list.page(Bool.random(using: &random) ? 1 : -1, rows: rows)
            case 2: list.moveToLast()
            case 3: list.update(ids: (0..<40).filter { _ in Bool.random(using: &random) })
            default: list.scrollToSelection(rows: rows)
            }
            let visible = list.visible(rows: rows)
            #expect(visible.count == min(rows, list.ids.count))
            #expect(visible.upperBound <= list.ids.count)
            if rows > 0, let index = list.selectedIndex { #expect(visible.contains(index)) }
            #expect(list.selectedIndex.map { list.ids[$0] } == list.selection)
            #expect((list.selection == nil) == list.ids.isEmpty)
        }
    }

    @Test("Moving stops at the ends")
    func ends() {
        var list = ListViewport(ids: ["a", "b"])
        list.moveSelection(by: .max)
        #expect(list.selection == "b")
        list.moveSelection(by: .min)
        #expect(list.selection == "a")
    }
}
