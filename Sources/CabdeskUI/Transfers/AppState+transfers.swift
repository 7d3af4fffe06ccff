import HelpdeskCore
import HelpdeskModels
import TerminalKit

extension AppState {
    /// The files that are being sent, then those that are being received.
    var transfers: [Transfer] {
        let upload = sync.upload.flatMap { progress in
            progress.id.map {
                Transfer(
                    id: Transfer.ID($0, to: .desk), name: progress.name, direction: .up, progress: progress, retry: nil)
            }
        }
        return [upload].compactMap { $0 } + downloads
    }

    /// Where the file stands; nil if it is not on its way.
    func progress(of file: Attachment.ID) -> TransferProgress? {
        transfers.first { $0.id.file == file && $0.isRunning }?.progress
    }

    /// Begins to receive a file, unless that is going on already.
    mutating func receive(_ fetch: Effect.Fetch) -> [Effect] {
        let id = fetch.transfer
        if downloads.contains(where: { $0.id == id && $0.isRunning }) { return [] }
        let name = fetch.attachment.name
        downloads.removeAll { $0.id == id }
        downloads.append(Transfer(id: id, name: name, direction: .down, retry: fetch))
        if case .save = fetch { notice = .done(.savingAttachment(name)) }
        return [.files(.fetch(fetch))]
    }

    mutating func downloadProgressed(_ id: Transfer.ID, _ progress: TransferProgress) {
        guard let index = downloads.firstIndex(where: { $0.id == id }) else { return }
        downloads[index].progress = progress
        refreshTransferList()
    }

    mutating func endDownload(_ id: Transfer.ID) {
        downloads.removeAll { $0.id == id }
        refreshTransferList()
    }

    mutating func downloadFailed(_ id: Transfer.ID, _ error: HelpdeskError) {
        guard let index = downloads.firstIndex(where: { $0.id == id }) else { return }
        if error.code == .cancelled {
            notice = .done(.transferCancelled(downloads[index].name))
            downloads.remove(at: index)
        } else {
            notice = .failed(.error(error))
            downloads[index].error = error
        }
        refreshTransferList()
    }

    mutating func openTransfers() {
        if case .transfers = overlays.last { return }
        overlays.append(.transfers(TransfersState(viewport: ListViewport(ids: transfers.map(\.id)))))
    }

    /// Lets the open list take in what began or ended meanwhile.
    mutating func refreshTransferList() {
        guard case .transfers(var list) = overlays.last else { return }
        list.viewport.update(ids: transfers.map(\.id))
        replaceTop(with: .transfers(list))
    }

    /// The transfer that is selected in the open list.
    var selectedTransfer: Transfer? {
        guard case .transfers(let list) = overlays.last else { return nil }
        return transfers.first { $0.id == list.viewport.selection }
    }

    mutating func perform(_ action: Action, on list: TransfersState) -> [Effect] {
        switch action {
        case .retryTransfer:
            guard let transfer = selectedTransfer, let retry = transfer.retry,
                let index = downloads.firstIndex(where: { $0.id == transfer.id })
            else { return [] }
            downloads[index].error = nil
            return [.files(.fetch(retry))]
        case .cancelTransfer:
            guard let transfer = selectedTransfer else { return [] }
            if transfer.direction == .up {
                // The message is taken back into a draft.
                overlays.removeLast()
                return [.write(.cancelUpload(transfer.id.file))]
            }
            if transfer.isRunning { return [.files(.cancelDownload(transfer.id))] }
            downloads.removeAll { $0.id == transfer.id }
            refreshTransferList()
        // Everything else that the list is asked for moves its selection.
        default:
            var list = list
            list.viewport.move(action)
            replaceTop(with: .transfers(list))
        }
        return []
    }
}
