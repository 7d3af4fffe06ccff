import HelpdeskCore
public import TerminalKit

/// A picture of a ticket in the preview. It is made for the room that it has, so again whenever that changes.
public struct PicturePreview: Equatable, Sendable {
    /// A copy of the file on this machine.
    public let path: String
    /// What is shown; nil until the first is made.
    var view: PictureView?
    /// What is being made, or was made last.
    private var request: PictureRequest?
    /// What is to be made next, as the room changed meanwhile.
    private var next: PictureRequest?
    private var isMaking = false

    public init(path: String) {
        self.path = path
    }

    /// Asks for the picture as it is needed now; nil if nothing is to be begun. One is made at a time, however often the
    /// window changes its size.
    mutating func need(_ wanted: PictureRequest) -> PictureRequest? {
        if isMaking {
            next = wanted
            return nil
        }
        if request == wanted { return nil }
        request = wanted
        isMaking = true
        return wanted
    }

    /// Takes in what was made; the next to be made, if the room is another one by now.
    mutating func take(_ made: PictureView, for answered: PictureRequest) -> PictureRequest? {
        guard isMaking, answered == request else { return nil }
        isMaking = false
        guard let wanted = next, wanted != answered else {
            next = nil
            view = made
            return nil
        }
        next = nil
        return need(wanted)
    }
}

/// A picture to be made: of which file, in how many cells, for which terminal.
public struct PictureRequest: Hashable, Sendable {
    public let path: String
    public let room: Size
    public let support: PictureSupport

    public init(path: String, room: Size, support: PictureSupport) {
        self.path = path
        self.room = room
        self.support = support
    }
}

/// What became of a picture.
public enum PictureView: Equatable, Sendable {
    /// For the terminal to show.
    case picture(Picture)
    /// Made of coloured characters.
    case characters([[Cell]])
    case failed(PictureFailure)
}

/// Why a picture is not shown.
public enum PictureFailure: Equatable, Sendable {
    /// It is no picture of a known kind, or damaged.
    case unreadable
    /// It has more bytes or pixels than are looked at here.
    case tooLarge
    /// The terminal shows no pictures, and the program that makes them of characters is not installed.
    case noProgram
}

extension AppState {
    /// Opens the preview of a picture, and asks what the terminal shows.
    mutating func pictureFetched(_ name: String, path: String) -> [Effect] {
        if isReadAloud {
            notice = .failed(.notPreviewable(name))
            return []
        }
        overlays.append(.preview(PreviewState(name: name, picture: PicturePreview(path: path))))
        return [.screen(.describePictures)]
    }

    /// Has the open picture made for the terminal, of which this is known now.
    mutating func picturesDescribed(_ support: PictureSupport) -> [Effect] {
        changePicture { picture, room in
            picture.need(PictureRequest(path: picture.path, room: room, support: support))
        }
    }

    mutating func pictureMade(_ request: PictureRequest, _ view: PictureView) -> [Effect] {
        changePicture { picture, _ in picture.take(view, for: request) }
    }

    /// Asks again what the terminal shows, where a picture is open: its size has changed, or it has answered.
    var pictureEffects: [Effect] {
        overlays.contains { if case .preview(let preview) = $0 { preview.picture != nil } else { false } }
            ? [.screen(.describePictures)] : []
    }

    private mutating func changePicture(
        _ change: (inout PicturePreview, Size) -> PictureRequest?
    ) -> [Effect] {
        for (index, overlay) in overlays.enumerated() {
            guard case .preview(var preview) = overlay, var picture = preview.picture else { continue }
            let inside = bodyRect.inset(rows: 1, columns: 2)
            let room = Size(rows: max(1, inside.rows), columns: max(1, inside.columns))
            let request = change(&picture, room)
            preview.picture = picture
            overlays[index] = .preview(preview)
            return request.map { [.files(.look(.picture($0)))] } ?? []
        }
        return []
    }
}

extension Painter {
    mutating func drawPicture(_ picture: PicturePreview, name: String, in rect: Rect) {
        let inside = rect.inset(rows: 0, columns: 1)
        switch picture.view {
        case .picture(let picture):
            let place = inside.centred(picture.size)
            // Not while a long notice takes a part of its room.
            guard place.intersection(inside) == place else { return }
            grid.picture = PlacedPicture(picture, at: Position(row: place.row, column: place.column))
        case .characters(let rows):
            let place = inside.centred(Size(rows: rows.count, columns: rows.map(\.count).max() ?? 0))
            for (offset, row) in rows.enumerated().prefix(inside.rows) {
                for (column, cell) in row.enumerated().prefix(inside.columns) {
                    grid.write(
                        cell.text, row: place.row + offset, column: place.column + column, columns: 1,
                        style: theme["panel"].merging(cell.style))
                }
            }
        case .failed(let failure): writeWrapped(strings[.pictureFailed(failure, name: name)], in: inside)
        case nil: writeWrapped(strings[.pictureLoading], in: inside)
        }
    }

    private mutating func writeWrapped(_ text: String, in rect: Rect) {
        write(TextWrap.lines(Sanitizer.visible(text), columns: max(1, rect.columns)), in: rect, "panel")
    }
}

extension Rect {
    /// A rectangle of that size in the middle of this one.
    fileprivate func centred(_ size: Size) -> Rect {
        Rect(
            row: row + max(0, rows - size.rows) / 2, column: column + max(0, columns - size.columns) / 2,
            rows: size.rows, columns: size.columns)
    }
}
