import HelpdeskModels
import TerminalKit

extension Painter {
    /// The dropdown below the topic: a line to type in, and the topics that match.
    mutating func drawTopicList(_ list: TopicListState) {
        let topic = state.createLayout.topic
        let rows = min(list.viewport.ids.count + 3, state.bodyRect.rows - 1)
        let rect = Rect(row: topic.row + 1, column: topic.column - 1, rows: max(4, rows), columns: topic.columns + 1)
        let inside = window(rect, title: strings[.topicListTitle])
        let field = Rect(row: inside.row, column: inside.column + 1, rows: 1, columns: inside.columns - 2)
        write(list.filter, in: field, hasFocus: true, placeholder: strings[.topicListPlaceholder])
        let area = inside.split(top: 1).rest
        if list.viewport.ids.isEmpty {
            write(strings[.listNothingFound], row: area.row, column: area.column + 1, columns: area.columns - 2, "text.dim")
        }
        let visible = list.viewport.visible(rows: area.rows)
        for (offset, index) in visible.enumerated() {
            let id = list.viewport.ids[index]
            let role: Role = id == list.viewport.selection ? "row.selected" : "dialog"
            let row = area.row + offset
            grid.fill(Rect(row: row, column: area.column, rows: 1, columns: area.columns), style: theme[role])
            write(
                Sanitizer.visible(state.topicTitle(id)), row: row, column: area.column + 1, columns: area.columns - 2,
                role)
        }
    }
}
