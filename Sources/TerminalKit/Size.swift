/// The extent of a screen or a part of it, in cells; 80x24 is `Size(rows: 24, columns: 80)`.
public struct Size: Hashable, Sendable {
    public var rows: Int
    public var columns: Int

    public init(rows: Int, columns: Int) {
        self.rows = rows
        self.columns = columns
    }
}
