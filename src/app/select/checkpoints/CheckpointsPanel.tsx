/** Which checkpoint each way of selecting takes. */
export function CheckpointsPanel() {
  return <div className="panel empty" />
}
