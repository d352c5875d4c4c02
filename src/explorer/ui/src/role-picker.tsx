interface RolePickerProps {
  roles: readonly string[];
  role: string;
  onChoose(role: string): void;
}

/** Development only: who the requests of this page pretend to be. */
export function RolePicker({ roles, role, onChoose }: RolePickerProps) {
  return (
    <label className="explorer-control">
      Role
      <select value={role} onChange={(event) => onChoose(event.target.value)}>
        {roles.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}
