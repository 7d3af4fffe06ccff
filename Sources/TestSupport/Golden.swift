import Foundation
public import TerminalKit
public import Testing

/// Compares a screen with its recording: the text, and below it the styles of each row.
///
/// If the recording is missing, it is created and the test fails, so that somebody looks at it. `RECORD_SCREENS=1` in the
/// environment records all of them again.
/// - Parameter name: of the file in the folder `Screens` beside the test's own file.
public func assertScreen(
    _ grid: Grid, _ name: String, filePath: String = #filePath, sourceLocation: SourceLocation = #_sourceLocation
) throws {
    try assertRecorded(describe(grid), name, filePath: filePath, sourceLocation: sourceLocation)
}

/// As `assertScreen`, for one state in several languages and sizes: each under its title, the text alone.
public func assertScreens(
    _ grids: [(title: String, grid: Grid)], _ name: String, filePath: String = #filePath,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let text = grids.map { title, grid in
        let cursor = grid.cursor.map { ", cursor \($0.row),\($0.column)" } ?? ""
        let frame = String(repeating: "-", count: grid.size.columns)
        return (["\(title)\(cursor)", frame] + grid.lines + [frame]).joined(separator: "\n") + "\n"
    }.joined(separator: "\n")
    try assertRecorded(text, name, filePath: filePath, sourceLocation: sourceLocation)
}

private func assertRecorded(
    _ actual: String, _ name: String, filePath: String, sourceLocation: SourceLocation
) throws {
    let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent().appending(path: "Screens")
    let file = folder.appending(path: "\(name).txt")
    let recorded = try? String(contentsOf: file, encoding: .utf8)
    if recorded == actual { return }
    let isRecording = ProcessInfo.processInfo.environment["RECORD_SCREENS"] == "1"
    if recorded == nil || isRecording {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try actual.write(to: file, atomically: true, encoding: .utf8)
        if isRecording { return }
        Issue.record(
            "\(name) was not recorded yet. It is now: look at it and commit it.", sourceLocation: sourceLocation)
        return
    }
    Issue.record(
        """
        \(name) differs from its recording (RECORD_SCREENS=1 records anew):
        \(difference(from: recorded ?? "", to: actual))
        """, sourceLocation: sourceLocation)
}

private func describe(_ grid: Grid) -> String {
    let frame = String(repeating: "-", count: grid.size.columns)
    let cursor = grid.cursor.map { "cursor \($0.row),\($0.column)" } ?? "no cursor"
    let styles = grid.styleRuns.enumerated().map { "\($0): \($1)" }
    return (["\(grid.size.columns)x\(grid.size.rows), \(cursor)", frame] + grid.lines + [frame] + styles)
        .joined(separator: "\n") + "\n"
}

/// The lines that differ, the recorded one above the actual one.
private func difference(from recorded: String, to actual: String) -> String {
    let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    return (0..<max(old.count, new.count)).compactMap { index in
        let before = index < old.count ? old[index] : ""
        let after = index < new.count ? new[index] : ""
        return before == after ? nil : "line \(index + 1)\n- \(before)\n+ \(after)"
    }.joined(separator: "\n")
}
