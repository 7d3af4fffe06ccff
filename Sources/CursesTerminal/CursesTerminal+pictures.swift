import CNcurses
import Foundation
public import TerminalKit

/// Pictures are painted past ncurses, over cells that it believes to be blank.
extension CursesTerminal {
    public func pictureSupport(asking detection: PictureDetection) -> PictureSupport {
        var support = PictureSupport(cell: cellPixels, colorDepth: colorDepth)
        switch detection {
        case .none: break
        case .known(let format): support.format = format
        case .askTerminal:
            if let attributes = input.attributes {
                support.format = attributes.contains(PictureDetection.sixelAttribute) ? .sixel : nil
            } else if !hasAskedForAttributes {
                hasAskedForAttributes = true
                Self.send("\u{1B}[c")
            }
        }
        return support
    }

    /// A cell in pixels, as the terminal told the kernel; nil if it did not.
    private var cellPixels: PixelSize? {
        var (width, height): (Int32, Int32) = (0, 0)
        guard cn_window_pixels(STDOUT_FILENO, &width, &height) == 1, size.rows > 0, size.columns > 0 else { return nil }
        let cell = PixelSize(width: Int(width) / size.columns, height: Int(height) / size.rows)
        return cell.width > 0 && cell.height > 0 ? cell : nil
    }

    /// Takes away the picture that was shown, if this grid has it no longer: its rows are sent again with what ncurses
    /// believes is there. Returns them.
    func removePicture(for grid: Grid) -> Range<Int> {
        guard let picture = shownPicture, grid.picture != picture else { return 0..<0 }
        forgetPicture()
        let rows = picture.rows.clamped(to: 0..<size.rows)
        wredrawln(window, Int32(rows.lowerBound), Int32(rows.count))
        return rows
    }

    /// Has the terminal free the picture that was shown. Its cells are the caller's business.
    func forgetPicture() {
        guard let picture = shownPicture else { return }
        Self.send(picture.picture.removal)
        shownPicture = nil
    }

    /// Shows the grid's picture, once ncurses has sent everything below it; whether something was written.
    func paintPicture(of grid: Grid, changed: Set<Int>) -> Bool {
        guard let picture = grid.picture, picture.rows.upperBound <= size.rows,
            picture.position.column + picture.picture.size.columns <= size.columns
        else { return false }
        // A row that was sent anew may have erased a part of it.
        guard shownPicture != picture || !changed.isDisjoint(with: picture.rows) else { return false }
        cn_put_style(0, 0)
        moveCursor(picture.position.row, picture.position.column)
        cn_flush()
        Self.send(picture.picture.sequence)
        shownPicture = picture
        return true
    }
}
